//! From the tokens of the look to egui's `Style`: spacing, colours and every widget's states, for both
//! themes. Nothing of egui's own look is left.

use std::collections::BTreeMap;

use egui::style::{ScrollStyle, Selection, Spacing, TextCursorStyle, WidgetVisuals, Widgets};
use egui::text::TextFormat;
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2,
};

use super::fonts;
use dateline_picture::scene::{Rgba8, Theme, TypeSize};

/// Height of buttons, fields and icon buttons, in points.
pub const CONTROL_HEIGHT: f32 = 32.0;
/// Space between controls, in points.
pub const GAP: f32 = 8.0;
/// Padding of panels, in points.
pub const PANEL_PADDING: f32 = 16.0;
/// Padding of cards, in points.
pub const CARD_PADDING: f32 = 12.0;
/// Space between sections of a panel, in points.
pub const SECTION_GAP: f32 = 14.0;
/// Corner radius of controls and tooltips, in points.
pub const CONTROL_RADIUS: u8 = 6;
/// Corner radius of cards, in points.
pub const CARD_RADIUS: u8 = 8;
/// Corner radius of dialogs, in points.
pub const DIALOG_RADIUS: u8 = 10;

/// Installs faces and both themes; once, before the first frame.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    ctx.set_style_of(egui::Theme::Light, style(&Theme::light()));
    ctx.set_style_of(egui::Theme::Dark, style(&Theme::dark()));
}

/// The tokens that are in force in a view.
pub fn theme(ui: &egui::Ui) -> Theme {
    theme_of(ui.visuals().dark_mode)
}

/// The tokens of the light or the dark theme.
pub const fn theme_of(is_dark: bool) -> Theme {
    if is_dark { Theme::dark() } else { Theme::light() }
}

/// A token as egui's colour.
pub fn color(color: Rgba8) -> Color32 {
    Color32::from_rgba_unmultiplied(color.red, color.green, color.blue, color.alpha)
}

/// A colour of the scene as egui wants it, with an opacity from 0 to 1.
pub(super) fn color_with_opacity(color: Rgba8, opacity: f32) -> Color32 {
    let alpha = (f32::from(color.alpha) * opacity).round() as u8;
    Color32::from_rgba_unmultiplied(color.red, color.green, color.blue, alpha)
}

/// The face of a step of the type scale.
pub fn font(size: TypeSize, bold: bool) -> FontId {
    let family = if bold { FontFamily::Name(fonts::BOLD.into()) } else { FontFamily::Proportional };
    FontId::new(size.size, family)
}

/// How text of a step of the type scale is set, with the line height that belongs to it.
pub fn text_format(size: TypeSize, bold: bool, ink: Rgba8) -> TextFormat {
    TextFormat {
        font_id: font(size, bold),
        line_height: Some(size.line),
        color: color(ink),
        valign: egui::Align::Center,
        ..TextFormat::default()
    }
}

/// The one shadow there is: under tooltips, dialogs and panels that lie over the picture.
pub fn shadow(theme: &Theme) -> Shadow {
    let alpha = if theme.is_dark { 102 } else { 26 };
    Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(alpha) }
}

fn style(theme: &Theme) -> Style {
    let mut style = Style {
        text_styles: text_styles(),
        spacing: spacing(),
        visuals: visuals(theme),
        animation_time: 0.16,
        url_in_tooltip: true,
        ..Style::default()
    };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    BTreeMap::from([
        (TextStyle::Small, font(TypeSize::MICRO, false)),
        (TextStyle::Body, font(TypeSize::BODY, false)),
        (TextStyle::Button, font(TypeSize::BODY, false)),
        (TextStyle::Monospace, font(TypeSize::BODY, false)),
        (TextStyle::Heading, font(TypeSize::TITLE, true)),
    ])
}

fn spacing() -> Spacing {
    Spacing {
        item_spacing: vec2(GAP, 4.0),
        window_margin: Margin::same(16),
        button_padding: vec2(12.0, 6.0),
        menu_margin: Margin::same(12),
        indent: 16.0,
        interact_size: vec2(CONTROL_HEIGHT, CONTROL_HEIGHT),
        text_edit_width: 320.0,
        icon_width: 16.0,
        icon_width_inner: 10.0,
        icon_spacing: GAP,
        tooltip_width: 320.0,
        menu_width: 280.0,
        menu_spacing: 4.0,
        combo_height: 320.0,
        scroll: scroll(),
        ..Spacing::default()
    }
}

/// Thin bars that lie over the content, so that nothing moves when one appears.
fn scroll() -> ScrollStyle {
    ScrollStyle {
        bar_width: 8.0,
        handle_min_length: 32.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        floating_width: 4.0,
        floating_allocated_width: 0.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.0,
        active_handle_opacity: 0.35,
        interact_handle_opacity: 0.6,
        ..ScrollStyle::floating()
    }
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = if theme.is_dark { Visuals::dark() } else { Visuals::light() };
    let line = Stroke::new(1.0, color(theme.border));
    visuals.weak_text_color = Some(color(theme.muted));
    visuals.widgets = widgets(theme);
    visuals.selection = Selection {
        bg_fill: color(theme.accent.with_opacity(0.28)),
        stroke: Stroke::new(1.5, color(theme.accent)),
    };
    visuals.hyperlink_color = color(theme.accent);
    visuals.faint_bg_color = color(theme.panel);
    visuals.extreme_bg_color = color(theme.raised);
    visuals.text_edit_bg_color = Some(color(theme.raised));
    visuals.code_bg_color = color(theme.sunken);
    visuals.warn_fg_color = color(theme.warn);
    visuals.error_fg_color = color(theme.err);
    visuals.window_corner_radius = CornerRadius::same(DIALOG_RADIUS);
    visuals.window_shadow = shadow(theme);
    visuals.window_fill = color(theme.raised);
    visuals.window_stroke = line;
    visuals.window_highlight_topmost = false;
    visuals.menu_corner_radius = CornerRadius::same(CONTROL_RADIUS);
    visuals.panel_fill = color(theme.panel);
    visuals.popup_shadow = shadow(theme);
    visuals.text_cursor = TextCursorStyle {
        stroke: Stroke::new(1.5, color(theme.accent)),
        // A blinking cursor keeps an idle window drawing.
        blink: false,
        ..TextCursorStyle::default()
    };
    visuals.button_frame = true;
    visuals.indent_has_left_vline = false;
    visuals.slider_trailing_fill = true;
    visuals.interact_cursor = None;
    visuals.image_loading_spinners = false;
    visuals
}

fn widgets(theme: &Theme) -> Widgets {
    let state = |fill: Rgba8, outline: Stroke, ink: Rgba8| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: outline,
        corner_radius: CornerRadius::same(CONTROL_RADIUS),
        fg_stroke: Stroke::new(1.5, color(ink)),
        expansion: 0.0,
    };
    let line = Stroke::new(1.0, color(theme.border));
    let firm_line = Stroke::new(1.0, color(theme.border2));
    Widgets {
        noninteractive: state(theme.panel, line, theme.ink),
        inactive: state(theme.raised, line, theme.ink),
        hovered: state(theme.hover(), firm_line, theme.ink),
        active: state(theme.sunken, Stroke::new(2.0, color(theme.accent)), theme.ink),
        open: state(theme.hover(), firm_line, theme.ink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_a_widget_comes_from_the_tokens() {
        for tokens in [Theme::light(), Theme::dark()] {
            let widgets = style(&tokens).visuals.widgets;
            let states =
                [widgets.noninteractive, widgets.inactive, widgets.hovered, widgets.active, widgets.open];
            for state in states {
                assert_eq!(state.fg_stroke.color, color(tokens.ink));
                assert_eq!(state.corner_radius, CornerRadius::same(6));
                assert!(state.expansion == 0.0, "nothing may move under the pointer");
            }
        }
    }

    #[test]
    fn both_themes_are_installed_with_the_faces() {
        let ctx = egui::Context::default();
        install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let bold = font(TypeSize::TITLE, true);
            let width = |font: &FontId, ui: &egui::Ui| {
                ui.painter().layout_no_wrap("August 2021".into(), font.clone(), Color32::BLACK).size().x
            };
            assert!(width(&bold, ui) > width(&font(TypeSize::TITLE, false), ui));
        });
        output.drop_without_applying_deltas();
        assert_eq!(ctx.style_of(egui::Theme::Dark).visuals.panel_fill, color(Theme::dark().panel));
        assert_eq!(ctx.style_of(egui::Theme::Light).visuals.panel_fill, color(Theme::light().panel));
    }
}
