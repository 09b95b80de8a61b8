//! What one frame does, in order: take over what was made in the background, read keys, steer, paint,
//! dispatch.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, Ui, ViewportCommand};

use super::app_state::{App, Clock};
use crate::session::{Action, Command, SearchAnswer, ThemeChoice};
use crate::ui::key_events;
use crate::ui::notice::{self, Notice};
use crate::ui::panel_layout::{Views, drop_zone, nothing_yet_ui};
use crate::ui::panels::{close_search_list, search_id, search_takes_enter};
use crate::ui::request::Asks;
use crate::ui::talk::TalkWindow;
use crate::ui::view_context::ViewContext;
use crate::work::Loading;
use crate::work::Task;

/// The status line says what is being done in the background after this time.
const WORK_SHOWS_AFTER: Duration = Duration::from_millis(100);

/// The part of the window that changes while it is painted.
struct ViewStates<'a> {
    views: &'a mut Views,
    talk_window: &'a mut TalkWindow,
    notice: &'a mut Option<Notice>,
    asks: &'a mut Asks,
}

impl App {
    /// What comes from outside between two frames: files that were read, dialogs that were answered, files
    /// dropped on the window.
    pub fn logic(&mut self, ctx: &Context) {
        self.tick(ctx);
        self.collect_background();
        let is_held = self.budget.is_held();
        if let Some(outcome) = self.loading.as_ref().filter(|_| !is_held).and_then(Loading::outcome) {
            self.finish_loading(outcome);
        }
        self.answer_dialogs(ctx);
        self.finish_writing();
        self.open_dropped(ctx);
        self.go_on_opening();
        self.reload();
    }

    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.follow_theme(&ctx);
        self.read_keys(&ctx);
        self.steer(ui);
        self.paint(ui);
        self.dispatch(&ctx);
        self.follow_question(&ctx);
        self.follow_files();
        self.talk_window.follow(&ctx, &self.session);
        self.follow_title(&ctx);
        self.plan_next_frame(&ctx);
    }

    /// The one phase in which the pointer, the wheel and the size of the window change the session. Nothing
    /// changes it while the views are painted.
    fn steer(&mut self, ui: &Ui) {
        let ctx = ui.ctx();
        if self.session.talk().is_some() {
            let commands = self.talk_window.steer(ctx, &self.session, ui.max_rect());
            return commands.into_iter().for_each(|command| self.session.apply(command));
        }
        let command = self.views.arrangement.follow_window(ui.available_size(), &self.session);
        let commands = command.into_iter().chain(self.views.canvas.steer(ctx));
        commands.for_each(|command| self.session.apply(command));
        let commands = self.views.overview.steer(ctx, &self.session.viewport());
        commands.into_iter().for_each(|command| self.session.apply(command));
        if self.is_starting {
            return;
        }
        // All that names lanes goes with the labels on the screen.
        let (view, states) = self.view_context(true, "");
        let lanes = states.views.cache.lanes(&view);
        if self.session.lanes().is_none_or(|shown| !Arc::ptr_eq(shown, lanes.lanes())) {
            self.session.apply(Command::ShowLanes(lanes));
        }
    }

    fn paint(&mut self, ui: &mut Ui) {
        let background_work = self.background_work(ui.ctx());
        let is_waiting = self.is_waiting();
        let is_starting = self.is_starting;
        let (view, ViewStates { views, talk_window, notice, asks }) =
            self.view_context(is_waiting, background_work);
        if view.session.talk().is_some() {
            return talk_window.show(ui, &view, asks);
        }
        if is_starting {
            nothing_yet_ui(ui);
        } else {
            views.show(ui, &view, asks);
        }
        views.show_dialogs(ui, &view, asks);
        notice::show(ui, view.session, notice);
        drop_zone(ui);
    }

    /// What views may read, and what they may change.
    fn view_context(
        &mut self,
        is_waiting: bool,
        background_work: &'static str,
    ) -> (ViewContext<'_>, ViewStates<'_>) {
        let view = ViewContext {
            session: &self.session,
            settings: &self.settings,
            faces: &self.faces,
            budget: &self.budget,
            worker: &self.worker,
            labeller: &self.labeller,
            plan_size: self.views.arrangement.plan_size,
            loading: self.loading.as_ref(),
            is_waiting,
            background_work,
        };
        let states = ViewStates {
            views: &mut self.views,
            talk_window: &mut self.talk_window,
            notice: &mut self.notice,
            asks: &mut self.asks,
        };
        (view, states)
    }

    /// Takes over what was made beside the window since the last frame.
    fn collect_background(&mut self) {
        self.found.collect(&self.budget);
        if let Some((_, found)) = self.found.last().filter(|_| self.session.open_question().is_some()) {
            let found = Arc::clone(found);
            self.session.apply(Command::SearchAnswer(found));
        }
        self.views.collect(&self.budget, &self.labeller);
        self.searched.collect(&self.budget);
        self.talk_window.collect(&self.budget);
        self.collect_files();
    }

    /// Has the events looked up that are asked for, and the text folded as soon as somebody is about to ask.
    fn follow_question(&mut self, ctx: &Context) {
        if self.is_large() && ctx.memory(|memory| memory.has_focus(search_id())) {
            let document = Arc::clone(self.session.document());
            self.searched.ask(&self.worker, self.session.revision(), move |_, _| {
                document.search_text();
                Some(())
            });
        }
        match self.session.open_question() {
            Some(question) => {
                let document = Arc::clone(self.session.document());
                let former = self.session.former();
                self.found.ask(&self.worker, question, move |question, stop| {
                    SearchAnswer::of(&document, question.clone(), &former, stop).map(Arc::new)
                });
            }
            None => self.found.give_up(),
        }
    }

    /// Whether what is shown is not yet what was asked for.
    pub fn is_waiting(&self) -> bool {
        self.loading.is_some() || self.open_queue.is_waiting() || self.awaited().next().is_some()
    }

    /// What is being made beside the window for what is shown, and since when it is waited for.
    fn awaited(&self) -> impl Iterator<Item = (Task, Instant)> {
        let others = [self.found.awaited(), self.open_queue.awaited()];
        self.views.awaited().chain(others.into_iter().flatten())
    }

    /// What is being done beside the window, when somebody has been waiting for it for longer than a moment.
    fn background_work(&self, ctx: &Context) -> &'static str {
        let Some((task, since)) = self.awaited().min_by_key(|(_, since)| *since) else { return "" };
        let waits = WORK_SHOWS_AFTER.saturating_sub(since.elapsed());
        if waits.is_zero() {
            return task.label();
        }
        ctx.request_repaint_after(waits);
        ""
    }

    fn tick(&mut self, ctx: &Context) {
        let now = self.clock.now();
        let seconds = match self.clock {
            Clock::System => self.began.elapsed().as_secs_f64(),
            Clock::Fixed(_) => ctx.input(|input| input.time),
        };
        self.session.apply(Command::Tick(seconds, now));
    }

    fn follow_theme(&self, ctx: &Context) {
        let preference = match self.session.theme() {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != preference {
            ctx.set_theme(preference);
        }
    }

    fn read_keys(&mut self, ctx: &Context) {
        self.typed_ahead.follow(ctx, self.session.overlay().is_some());
        let is_any_key = ctx.input(|input| {
            input.events.iter().any(|event| matches!(event, egui::Event::Key { pressed: true, .. }))
        });
        if is_any_key && self.session.is_flying() {
            self.session.apply(Command::Land);
        }
        if self.session.talk().is_some() {
            for command in self.talk_window.read_keys(ctx, &self.session) {
                self.session.apply(command);
            }
            return;
        }
        close_search_list(ctx, &self.session.query().text);
        let is_writing = ctx.text_edit_focused();
        let is_choosing = egui::Popup::is_any_open(ctx);
        for action in key_events::pressed_actions(ctx, self.session.overlay().is_some()) {
            // Escape leaves a text field first; in a dialog it closes the dialog.
            // A list that hangs open closes, and nothing below it.
            if action == Action::Back && is_choosing {
                egui::Popup::close_all(ctx);
                continue;
            }
            if action == Action::Back && is_writing && self.session.overlay().is_none() {
                ctx.memory_mut(|memory| memory.stop_text_input());
            } else {
                self.asks.act(action);
            }
        }
        let is_searching = ctx.memory(|memory| memory.has_focus(search_id()));
        let steps = ctx.input(|input| input.num_presses(egui::Key::Enter));
        if is_searching && steps > 0 && !search_takes_enter(ctx) {
            let is_back = ctx.input(|input| input.modifiers.shift);
            self.asks.act(if is_back { Action::PreviousEvent } else { Action::NextEvent });
            // The field lets go at Enter; further presses step on.
            self.views.arrangement.search_wants_focus = true;
        }
    }

    /// The window asks for another frame only when something will look different: in flight at once, when
    /// rows are packed after a zoom, and when "now" has moved a minute on.
    fn plan_next_frame(&self, ctx: &Context) {
        match self.session.scale_rests_in() {
            None => ctx.request_repaint(),
            Some(rests_in) if rests_in > 0.0 => ctx.request_repaint_after_secs(rests_in as f32),
            Some(_) => {}
        }
        if matches!(self.clock, Clock::System) {
            ctx.request_repaint_after_secs(60.0);
        }
    }

    fn follow_title(&mut self, ctx: &Context) {
        let title = format!("{} – Dateline", self.session.document().title());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
