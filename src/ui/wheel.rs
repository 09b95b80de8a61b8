//! What a turn of the wheel and a pinch mean: panning and zooming.

use egui::{Context, Event, MouseWheelUnit};

use crate::session::Command;

/// By how much one notch of the wheel zooms.
const NOTCH: f64 = 1.2;
/// Points of a smooth wheel that zoom as much as one notch.
const NOTCH_POINTS: f64 = 50.0;
/// Points that one notch of the wheel pans.
const NOTCH_PAN: f64 = 60.0;

/// What one event of the wheel or of a pinch does.
#[derive(Clone, Copy)]
struct Turn {
    /// Points to pan to the right.
    pan: f64,
    /// Factor to zoom in by; 1 does not zoom.
    factor: f64,
}

/// The commands for all turns of this frame. `x` is the position in points that keeps its time while zooming,
/// from the left edge of the picture.
pub(super) fn commands(ctx: &Context, x: f64) -> Vec<Command> {
    let turns: Vec<Turn> = ctx.input(|input| input.events.iter().filter_map(turn_of).collect());
    let mut commands = Vec::new();
    for turn in turns {
        if turn.pan != 0.0 {
            commands.push(Command::Pan(turn.pan));
        }
        if turn.factor != 1.0 {
            commands.push(Command::Zoom(turn.factor, x));
        }
    }
    commands
}

fn turn_of(event: &Event) -> Option<Turn> {
    match event {
        Event::Zoom(factor) => Some(Turn { pan: 0.0, factor: f64::from(*factor) }),
        Event::MouseWheel { unit, delta, modifiers, .. } => {
            let notches = |amount: f32| match unit {
                MouseWheelUnit::Point => f64::from(amount) / NOTCH_POINTS,
                MouseWheelUnit::Line => f64::from(amount),
                MouseWheelUnit::Page => f64::from(amount) * 8.0,
            };
            if modifiers.shift {
                Some(Turn { pan: -(notches(delta.x) + notches(delta.y)) * NOTCH_PAN, factor: 1.0 })
            } else {
                Some(Turn { pan: -notches(delta.x) * NOTCH_PAN, factor: NOTCH.powf(notches(delta.y)) })
            }
        }
        _ => None,
    }
}
