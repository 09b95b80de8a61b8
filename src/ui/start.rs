//! Opens the window, or says in one message what the machine lacks for it.

use std::path::{Path, PathBuf};

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

use super::app::{App, Clock};
use crate::session::{STORAGE_KEY, Settings};

/// The name under which the system knows the window and its storage.
const APP_ID: &str = "dateline";

/// The libraries that an X11 window needs, in the order of the packages that hold them.
const X11_LIBRARIES: [&str; 6] = [
    "libX11.so.6",
    "libX11-xcb.so.1",
    "libXcursor.so.1",
    "libXi.so.6",
    "libxkbcommon-x11.so.0",
    "libGL.so.1",
];
/// What installs them on Debian and Ubuntu.
const APT_LINE: &str = "apt-get install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No screen is there to open it on.
    #[error(
        "There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. \
         Without a window, dateline can still check, render and explain files: see dateline --help"
    )]
    NoDisplay,
    /// Libraries are missing.
    #[error("The window needs {}, which this system lacks. On Debian and Ubuntu: {APT_LINE}", .0.join(", "))]
    MissingLibraries(Vec<&'static str>),
    /// The system refused for another reason.
    #[error("The window cannot be opened: {0}. If a library is missing, on Debian and Ubuntu: {APT_LINE}")]
    Refused(String),
}

/// Opens the window on files, shown together, or on the bundled timeline, and returns when it is closed.
///
/// # Errors
/// When there is no display, when libraries are missing, and when the system refuses.
pub fn run(files: Vec<PathBuf>) -> Result<(), StartError> {
    look_before()?;
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id(APP_ID)
            .with_title("Dateline")
            .with_inner_size([1600.0, 1000.0])
            .with_min_inner_size([720.0, 480.0])
            .with_icon(icon()),
        renderer: Renderer::Glow,
        ..NativeOptions::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let settings = creation.storage.and_then(|storage| storage.get_string(STORAGE_KEY));
        let settings = settings.map_or_else(Settings::default, |text| Settings::from_json(&text));
        Ok(Box::new(Window { app: App::new(&creation.egui_ctx, settings, files, Clock::System) }))
    });
    eframe::run_native(APP_ID, options, create)
        .map_err(|error| StartError::Refused(reason(&error.to_string())))
}

/// The last part of an error, without the positions in other people's source that lead to it.
fn reason(error: &str) -> String {
    let last = error.rsplit(": ").next().unwrap_or(error).trim();
    if last.contains("connection to X server") {
        let display = std::env::var("DISPLAY").unwrap_or_default();
        return format!("no X server answers at DISPLAY={display}");
    }
    last.trim_end_matches('.').to_owned()
}

/// What eframe runs.
struct Window {
    app: App,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui);
        // Written as soon as it changes: a window that is killed loses nothing.
        if let (Some(text), Some(storage)) = (self.app.unsaved(), frame.storage_mut()) {
            storage.set_string(STORAGE_KEY, text);
            storage.flush();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        storage.set_string(STORAGE_KEY, self.app.settings_json());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Looks whether a window can be opened, where a failure would otherwise come as a crash or a riddle.
fn look_before() -> Result<(), StartError> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") {
        return Ok(());
    }
    if !is_set("DISPLAY") {
        return Err(StartError::NoDisplay);
    }
    let missing =
        missing_libraries(&std::fs::read("/etc/ld.so.cache").unwrap_or_default(), &library_folders());
    if missing.is_empty() { Ok(()) } else { Err(StartError::MissingLibraries(missing)) }
}

/// The libraries that neither the loader's cache names nor a folder holds; none when there is no cache to
/// look into, since the loader may then find them elsewhere.
fn missing_libraries(cache: &[u8], folders: &[PathBuf]) -> Vec<&'static str> {
    if cache.is_empty() {
        return Vec::new();
    }
    let is_cached = |name: &str| {
        let mut with_end = name.as_bytes().to_vec();
        with_end.push(0);
        cache.windows(with_end.len()).any(|window| window == with_end)
    };
    let is_there = |name: &str| folders.iter().any(|folder| folder.join(name).exists());
    X11_LIBRARIES.into_iter().filter(|name| !is_cached(name) && !is_there(name)).collect()
}

fn library_folders() -> Vec<PathBuf> {
    let named = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let usual = ["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib"];
    std::env::split_paths(&named).chain(usual.iter().map(|path| Path::new(path).to_owned())).collect()
}

/// The window's icon: two lanes with marks, drawn here so that no picture has to be shipped.
fn icon() -> egui::IconData {
    const SIZE: usize = 64;
    let mut rgba = vec![0_u8; SIZE * SIZE * 4];
    for (index, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let (x, y) = ((index % SIZE) as f32 + 0.5, (index / SIZE) as f32 + 0.5);
        pixel.copy_from_slice(&icon_color(x, y));
    }
    egui::IconData { rgba, width: SIZE as u32, height: SIZE as u32 }
}

/// The colour of the icon at a position of its 64 × 64 grid.
fn icon_color(x: f32, y: f32) -> [u8; 4] {
    let is_within =
        |left: f32, top: f32, right: f32, bottom: f32| x >= left && x < right && y >= top && y < bottom;
    let is_near = |center_x: f32, center_y: f32, radius: f32| {
        (x - center_x).powi(2) + (y - center_y).powi(2) < radius * radius
    };
    if is_within(40.0, 4.0, 43.0, 60.0) {
        [0x1A, 0x1C, 0x1F, 255]
    } else if is_near(18.0, 20.0, 8.0) {
        [0x02, 0x8F, 0x95, 255]
    } else if is_within(10.0, 38.0, 40.0, 46.0) {
        [0x1F, 0x5F, 0xD0, 255]
    } else if is_within(2.0, 4.0, 62.0, 60.0) {
        [0xFF, 0xFF, 0xFF, 255]
    } else {
        [0, 0, 0, 0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_found_in_the_cache_and_in_folders() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("libXi.so.6"), b"").expect("a file");
        let cache = b"\0libX11.so.6\0/usr/lib/libX11.so.6\0libX11-xcb.so.1\0libXcursor.so.1\0libGL.so.1\0";
        assert_eq!(missing_libraries(cache, &[folder.path().to_owned()]), ["libxkbcommon-x11.so.0"]);
        assert!(missing_libraries(b"", &[]).is_empty());
    }

    #[test]
    fn an_error_says_its_reason_and_not_where_it_was_found() {
        let error = "winit EventLoopError: os error at /a/b.rs:788: Cannot find a screen.";
        assert_eq!(reason(error), "Cannot find a screen");
        assert!(reason("x: Failed to open connection to X server").starts_with("no X server answers"));
    }

    #[test]
    fn errors_name_the_packages() {
        let error = StartError::MissingLibraries(vec!["libXi.so.6"]);
        insta::assert_snapshot!(error, @"The window needs libXi.so.6, which this system lacks. On Debian and Ubuntu: apt-get install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1");
    }
}
