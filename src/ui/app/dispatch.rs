//! Carries out what the views asked for, after the frame.

use egui::{Context, OpenUrl, ViewportCommand};

use super::app_state::App;
use crate::files;
use crate::session::{Action, Command, FileId, Intent, SidePanel, ThemeChoice};
use crate::ui::notice::Notice;
use crate::ui::panels::{cited_sentence, save_at};
use crate::ui::widgets::followable;
use crate::ui::{Request, dialogs};
use crate::work::Placing;
use dateline_formats::Mapping;

impl App {
    /// Carries out the requests of this frame, in order.
    pub(super) fn dispatch(&mut self, ctx: &Context) {
        let requests = self.asks.take();
        if requests.is_empty() {
            return;
        }
        for request in requests {
            self.fulfil(ctx, request);
        }
        // What changed shows in the next frame; without this it would wait for the pointer to move.
        ctx.request_repaint();
    }

    fn fulfil(&mut self, ctx: &Context, request: Request) {
        match request {
            Request::Do(command) => self.apply(command),
            Request::Act(action) => self.act(ctx, action),
            Request::OpenPath(path) => {
                self.close_overlays();
                self.open(path);
            }
            Request::OpenPaths(paths) => {
                self.close_overlays();
                self.open_paths(paths, Placing::Replace);
            }
            Request::AddPaths(paths) => {
                self.close_overlays();
                self.open_paths(paths, Placing::Add);
            }
            Request::OpenBundled => self.act(ctx, Action::OpenBundled),
            Request::CancelLoading => {
                self.stop_loading();
                self.is_starting = false;
            }
            Request::FollowLink(address) => follow_link(ctx, &address),
            Request::Copy(text) => self.copy(ctx, text),
            Request::UseMapping(file, mapping) => self.use_mapping(file, &mapping),
            Request::SaveFilter { name, is_for_every_file, with_view } => {
                self.save_filter(&name, is_for_every_file, with_view);
            }
            Request::ApplyFilter(index) => self.apply_filter(index),
            Request::RenameFilter(index, name) => self.rename_filter(index, name),
            Request::ForgetFilter(index) => self.forget_filter(index),
            Request::Export(path) => {
                self.close_overlays();
                self.export(ctx, path);
            }
            Request::ChoosePlace(path) => self.dialogs.choose_place(&self.wake, &path),
            Request::Save(order) => {
                self.close_overlays();
                self.save(order);
            }
            Request::ZoomTo(rect) => {
                let view = self.session.viewport();
                let (from, to) = (view.time_from_x(rect.left.into()), view.time_from_x(rect.right.into()));
                self.apply(Command::FlyBetween(from, to));
            }
            Request::ZoomAt(point, factor) => self.apply(Command::Zoom(factor, point.x.into())),
        }
    }

    fn act(&mut self, ctx: &Context, action: Action) {
        // The card of a file that is being read lies over the picture, and under whatever is open over both.
        if action == Action::Back && self.loading.is_some() && self.session.overlay().is_none() {
            self.fulfil(ctx, Request::CancelLoading);
            return;
        }
        if action == Action::Back && self.facets_are_over() && self.session.overlay().is_none() {
            self.apply(Command::Panel(SidePanel::Facets, false));
            return;
        }
        if self.session.is_list() && self.act_in_list(action) {
            return;
        }
        match self.session.command_for(action) {
            Some(Intent::Run(Command::Zoom(factor, middle))) => {
                let x = self.views.canvas.pointer_x().unwrap_or(middle);
                self.apply(Command::Zoom(factor, x));
            }
            Some(Intent::Run(Command::Theme(_))) => self.apply(Command::Theme(other_theme(ctx))),
            Some(Intent::Run(command)) => self.apply(command),
            Some(Intent::Window(action)) => self.act_in_window(ctx, action),
            None if action == Action::Present => {
                self.notice = Some(Notice::good("This file has no story".to_owned()));
            }
            None => {}
        }
    }

    /// What an action means in the list, where it means something else than in the picture.
    fn act_in_list(&mut self, action: Action) -> bool {
        match action {
            Action::LaneUp => self.views.list.step(-1),
            Action::LaneDown => self.views.list.step(1),
            Action::FitAll => self.views.list.step(isize::MIN),
            Action::FitSelection if self.session.can(action) => {
                self.apply(Command::ShowList(false));
                return false;
            }
            _ => return false,
        }
        true
    }

    fn act_in_window(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::OpenFile => self.choose_files(Placing::Replace),
            Action::AddFile => self.choose_files(Placing::Add),
            Action::OpenBundled => {
                self.close_overlays();
                self.open_bundled();
            }
            Action::LanesBy(field) => {
                self.follow_settings();
                let arrangement = self.settings.lanes.arrangement_by(&self.lanes_key(), field);
                self.apply(Command::ArrangeLanes(arrangement));
            }
            Action::Search => self.views.arrangement.search_wants_focus = true,
            Action::CopyCitation => {
                if let Some(event) = self.session.selected() {
                    self.copy(ctx, cited_sentence(self.session.document(), event));
                }
            }
            Action::CopySearch => {
                let timeline = &self.session.document().timeline;
                self.copy(ctx, self.session.query().with_filter(self.session.filter(), timeline).text);
            }
            Action::OpenSource => {
                if let Some(address) = self.session.selected_address() {
                    follow_link(ctx, address);
                }
            }
            Action::ToggleFullScreen => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
            }
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            _ => {}
        }
    }

    /// Keeps a mapping beside a table that is open, or forgets it, and reads the table again.
    fn use_mapping(&mut self, file: FileId, mapping: &Mapping) {
        let open = self.session.files().get(file);
        let Some(path) = open.and_then(|open| open.document.path.clone()) else { return };
        let kept = if *mapping == Mapping::default() {
            files::forget_mapping(&path)
        } else {
            files::save_mapping(&path, mapping).map_err(|error| error.to_string())
        };
        match kept {
            Ok(()) => self.read_again(file),
            Err(error) => self.notice = Some(Notice::bad(error)),
        }
    }

    fn copy(&mut self, ctx: &Context, text: String) {
        ctx.copy_text(text);
        self.notice = Some(Notice::good("Copied".to_owned()));
    }

    /// What a dialog of the system was answered with. No dialog at all opens the one for typing a path.
    pub(super) fn answer_dialogs(&mut self, ctx: &Context) {
        match self.dialogs.answer() {
            Some(dialogs::Answer::Paths(paths, placing)) => self.open_paths(paths, placing),
            Some(dialogs::Answer::Place(path)) => save_at(ctx, &path),
            Some(dialogs::Answer::NoDialog) if self.session.is_open(SidePanel::SaveAs) => {
                self.notice =
                    Some(Notice::bad("The system has no dialog for that; type the path".to_owned()));
            }
            Some(dialogs::Answer::NoDialog) => self.apply(Command::Panel(SidePanel::OpenPath, true)),
            Some(dialogs::Answer::Cancelled) | None => {}
        }
    }
}

/// The choice that looks different from what is seen now: where the system would show it, as the system says.
fn other_theme(ctx: &Context) -> ThemeChoice {
    let system = ctx.system_theme().unwrap_or(ctx.options(|options| options.fallback_theme));
    match ctx.theme() {
        shown if shown != system => ThemeChoice::System,
        egui::Theme::Light => ThemeChoice::Dark,
        egui::Theme::Dark => ThemeChoice::Light,
    }
}

/// Opens an address in the browser; only what a browser or a mail program shows, and only on a click.
fn follow_link(ctx: &Context, address: &str) {
    if followable(address) {
        ctx.open_url(OpenUrl::new_tab(address));
    }
}
