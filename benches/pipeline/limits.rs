//! What cannot be beaten by much: one pass of serde_json, one pass of memmem, the bare painting of a frame.

use dateline_timeline::model::Timeline;
use egui::epaint::Mesh;
use egui::{Color32, Rect, Shape, pos2, vec2};

use crate::report::{Samples, sampled};
use crate::typed::File;
use crate::window::Screen;

/// Reads the bytes into derived structs that borrow from them, a few times.
pub fn serde(bytes: &[u8], least: usize) -> Samples {
    sampled(least, || {
        let file: File<'_> = serde_json::from_slice(bytes).expect("a file in the plain form of the format");
        file
    })
}

/// All the text that a search looks in, as one copy: titles, summaries, excerpts, actors, tags.
pub fn searchable(timeline: &Timeline) -> Vec<u8> {
    let mut text = Vec::new();
    for event in timeline.ids() {
        timeline.each_piece(event.index()..event.index() + 1, |_, piece| {
            text.extend_from_slice(piece.as_bytes());
            text.push(b'\n');
        });
        for actor in timeline.actors_of(event).iter().filter_map(|actor| timeline.actor(*actor)) {
            text.extend_from_slice(actor.name.as_bytes());
            text.push(b'\n');
        }
        for tag in timeline.tags_of(event) {
            text.extend_from_slice(timeline.tag(*tag).as_bytes());
            text.push(b'\n');
        }
    }
    text
}

/// Finds a word everywhere in a text, once.
pub fn memmem(text: &[u8], needle: &str) -> usize {
    memchr::memmem::find_iter(text, needle.as_bytes()).count()
}

/// Paints 500 labels that are shaped already, and one mesh of 10,000 rectangles.
pub fn paint(frames: usize) -> Samples {
    let mut screen = Screen::new();
    screen.many(
        frames,
        |_, _| Vec::new(),
        |ui| {
            for index in 0..500_u16 {
                let at = pos2(f32::from(index % 10) * 150.0, f32::from(index / 10) * 18.0);
                let text = format!("Three cybersecurity MoUs {index}");
                let face = egui::FontId::proportional(12.0);
                ui.painter().text(at, egui::Align2::LEFT_TOP, text, face, Color32::BLACK);
            }
            let mut mesh = Mesh::default();
            for index in 0..10_000_u16 {
                let at = pos2(f32::from(index % 400) * 4.0, f32::from(index / 400) * 30.0);
                mesh.add_colored_rect(Rect::from_min_size(at, vec2(3.0, 10.0)), Color32::BLUE);
            }
            ui.painter().add(Shape::mesh(mesh));
        },
    )
}
