//! The real window on a display without a screen: it starts, shows the bundled timeline, reacts to wheel,
//! drag, click and keys, is idle when nothing happens, closes cleanly, and remembers what it should.
//!
//! Runs where `DATELINE_REAL_WINDOW=1` is set and Xvfb, xdotool and ImageMagick are there, as `scripts/test`
//! sees to; elsewhere it says why it does not.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longest wait for something that should happen at once; software rendering on a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn the_real_window_works() {
    if let Some(reason) = reason_to_skip() {
        eprintln!("skipped: {reason}");
        return;
    }
    let display = Display::start();
    let data = tempfile::tempdir().expect("a folder for the window's memory");
    let mut window = display.open(data.path(), "United States–Singapore – Dateline");

    let opening = window.shot();
    assert!(colors(&opening) > 50, "the window shows a picture");
    window.point_at(800, 450);
    window.expect_change(&["click", "4"], "the wheel zooms");
    window.expect_change(&["key", "d"], "a key pans");
    window.drag((800, 450), (600, 450));
    window.expect_change(&["key", "Home"], "Home shows everything");
    window.expect_change(&["key", "alt+Left"], "Alt+Left goes back");
    window.expect_change(&["key", "Right"], "an arrow selects an event and opens its detail");
    window.expect_change(&["key", "Escape"], "Escape lets go of it");
    window.expect_change(&["key", "F5"], "F5 presents");
    window.expect_change(&["key", "Next"], "PageDown steps");
    window.expect_change(&["key", "Escape"], "Escape returns");
    window.expect_change(&["key", "t"], "T changes the theme");
    assert!(brightness(&window.shot()) < 96, "the dark theme is dark");

    let ticks = window.idle_ticks(Duration::from_secs(3));
    assert!(ticks <= 4, "{ticks} hundredths of a second of work in three seconds of doing nothing");
    assert_eq!(window.close(), Some(0), "the window closes cleanly");

    let mut again = display.open(data.path(), "United States–Singapore – Dateline");
    assert!(brightness(&again.shot()) < 96, "the theme survives a restart");
    assert_eq!(again.close(), Some(0));
}

#[test]
fn files_named_together_are_shown_together_and_read_again_when_they_change() {
    if let Some(reason) = reason_to_skip() {
        eprintln!("skipped: {reason}");
        return;
    }
    let display = Display::start();
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, title: &str| {
        let text =
            format!(r#"{{"dateline":1,"title":"{title}","events":[{{"title":"One","date":"2001"}}]}}"#);
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("room for a file");
        path
    };
    let files = [file("a.json", "Pacts"), file("b.json", "Visits")];
    let mut window = display.open_files(folder.path(), "Pacts + Visits – Dateline", &files);
    file("b.json", "Journeys");
    let found = window.wait_for("the new title", |window| {
        let found = window.xdotool(&["search", "--onlyvisible", "--name", "^Pacts .* Journeys .* Dateline$"]);
        found.lines().last().map(str::to_owned)
    });
    assert_eq!(found, window.id);
    assert_eq!(window.close(), Some(0));
}

#[test]
fn without_a_display_there_is_one_clear_message() {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["one.json", "two.csv"])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.starts_with("dateline: There is no display"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

fn reason_to_skip() -> Option<String> {
    if std::env::var("DATELINE_REAL_WINDOW").as_deref() != Ok("1") {
        return Some("DATELINE_REAL_WINDOW=1 is not set".to_owned());
    }
    ["Xvfb", "xdotool", "import"].into_iter().find(|tool| !is_there(tool)).map(|tool| format!("no {tool}"))
}

fn is_there(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).exists())
}

/// A display in memory.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one under a number that is free.
    fn start() -> Display {
        // Without -noreset the server starts anew whenever its last client has gone, and refuses the next
        // one.
        let mut server = Command::new("Xvfb")
            .args([
                "-noreset",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1000x24",
                "+extension",
                "GLX",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        let output = server.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut number).expect("its number");
        Display { server, name: format!(":{}", number.trim()) }
    }

    /// Opens the program's window and waits until it has a title.
    fn open(&self, data: &Path, title: &str) -> RealWindow {
        self.open_files(data, title, &[])
    }

    /// The same on files.
    fn open_files(&self, data: &Path, title: &str, files: &[PathBuf]) -> RealWindow {
        let program = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(files)
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_DATA_HOME", data)
            .env("XDG_RUNTIME_DIR", data)
            .spawn()
            .expect("the program starts");
        let mut window = RealWindow { program, display: self.name.clone(), id: String::new() };
        // xdotool compares bytes: a dash is three of them.
        let pattern = format!("^{}$", title.replace(['–', '+'], ".*"));
        window.id = window.wait_for("the window", |window| {
            let found = window.xdotool(&["search", "--onlyvisible", "--name", &pattern]);
            found.lines().last().map(str::to_owned)
        });
        // Without a window manager nobody gives the window the keyboard.
        window.wait_for("the keyboard", |window| {
            window.xdotool(&["windowfocus", &window.id]);
            (window.xdotool(&["getwindowfocus"]).trim() == window.id).then_some(())
        });
        let mut last = Vec::new();
        window.wait_for("a picture that rests", |window| {
            sleep(Duration::from_millis(300));
            let shot = window.shot();
            let rests = shot == last && colors(&shot) > 50;
            last = shot;
            rests.then_some(())
        });
        window
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The program with its window.
struct RealWindow {
    program: Child,
    display: String,
    id: String,
}

impl RealWindow {
    fn xdotool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool").env("DISPLAY", &self.display).args(arguments).output();
        String::from_utf8_lossy(&output.expect("xdotool runs").stdout).into_owned()
    }

    fn wait_for<R>(&mut self, what: &str, mut look: impl FnMut(&RealWindow) -> Option<R>) -> R {
        let began = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            if let Ok(Some(status)) = self.program.try_wait() {
                panic!("the program ended ({status}) before there was {what}");
            }
            assert!(began.elapsed() < PATIENCE, "no {what} after {PATIENCE:?}");
            sleep(Duration::from_millis(100));
        }
    }

    /// What the display shows, as red, green and blue bytes.
    fn shot(&self) -> Vec<u8> {
        let output = Command::new("import")
            .env("DISPLAY", &self.display)
            .args(["-silent", "-window", "root", "-depth", "8", "rgb:-"])
            .output();
        output.expect("import runs").stdout
    }

    fn point_at(&self, x: i32, y: i32) {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
        sleep(Duration::from_millis(500));
    }

    /// Does something and waits until the picture is another one that rests.
    fn expect_change(&mut self, arguments: &[&str], what: &str) {
        let before = self.shot();
        self.xdotool(arguments);
        self.wait_until_changed(&before, what);
    }

    fn wait_until_changed(&mut self, before: &[u8], what: &str) {
        let mut last = before.to_vec();
        self.wait_for(what, |window| {
            let shot = window.shot();
            let is_new = differs(&shot, before) && shot == last;
            last = shot;
            is_new.then_some(())
        });
    }

    /// Drags with the left button, slowly enough to be one.
    fn drag(&mut self, from: (i32, i32), to: (i32, i32)) {
        self.point_at(from.0, from.1);
        let before = self.shot();
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=5 {
            sleep(Duration::from_millis(60));
            let at = |from: i32, to: i32| (from + (to - from) * step / 5).to_string();
            self.xdotool(&["mousemove", &at(from.0, to.0), &at(from.1, to.1)]);
        }
        sleep(Duration::from_millis(60));
        self.xdotool(&["mouseup", "1"]);
        self.wait_until_changed(&before, "drag that pans");
    }

    /// Hundredths of a second of processor time that the program takes while nothing happens.
    fn idle_ticks(&self, time: Duration) -> u64 {
        // Tooltips and the last animation are over by then.
        sleep(Duration::from_secs(3));
        let before = self.ticks();
        sleep(time);
        self.ticks() - before
    }

    fn ticks(&self) -> u64 {
        let stat =
            std::fs::read_to_string(format!("/proc/{}/stat", self.program.id())).expect("its statistics");
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        // User and system time are the 14th and 15th field of the line (proc(5)), the name being the second.
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
    }

    /// Closes the window as a person does and gives the exit code.
    fn close(&mut self) -> Option<i32> {
        self.xdotool(&["key", "ctrl+q"]);
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if let Ok(Some(status)) = self.program.try_wait() {
                return status.code();
            }
            sleep(Duration::from_millis(50));
        }
        None
    }
}

impl Drop for RealWindow {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Whether more than a blinking cursor is different.
fn differs(one: &[u8], other: &[u8]) -> bool {
    one.len() != other.len() || one.iter().zip(other).filter(|(a, b)| a != b).count() > 600
}

/// How many colours there are among every tenth pixel.
fn colors(shot: &[u8]) -> usize {
    let pixels = shot.chunks_exact(3).step_by(10);
    pixels.collect::<std::collections::HashSet<_>>().len()
}

/// The mean of all bytes, 0 is black and 255 white.
fn brightness(shot: &[u8]) -> u64 {
    shot.iter().map(|byte| u64::from(*byte)).sum::<u64>() / (shot.len() as u64).max(1)
}
