//! Words that run from right to left, put into the order in which egui has to be handed them: it shapes each
//! word rightly, but sets words, digits and lines from left to right.

use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat};
use egui::{Context, FontFamily};

use super::fonts;
use crate::text::{Faces, Weight, wrap};

/// How much of a line is filled: egui may take another of the system's faces than the ruler, and a wider one.
const SAFE_SHARE: f32 = 0.92;

/// The same text as it has to be handed to egui; most texts come back as they are. Lines are broken at
/// `width`, if there is one, before they are reordered, where the text has one look throughout.
///
/// Text in several looks that is longer than a line is broken after it was reordered: its lines then stand in
/// the wrong order. Summaries in Arabic or Hebrew with bold words in them are the one case known.
pub fn in_drawing_order(ctx: &Context, job: LayoutJob, width: Option<f32>) -> LayoutJob {
    if !job.text.chars().any(fonts::is_right_to_left) {
        return job;
    }
    let faces = fonts::faces(ctx);
    let width = width.filter(|_| job.sections.len() == 1);
    let mut drawn = LayoutJob { text: String::new(), sections: Vec::new(), ..job.clone() };
    if width.is_some() {
        drawn.wrap.max_width = f32::INFINITY;
    }
    for section in &job.sections {
        let words = job.text.get(section.byte_range.start.0..section.byte_range.end.0).unwrap_or_default();
        append(&mut drawn, &faces, (words, width), &section.format);
    }
    drawn
}

fn append(drawn: &mut LayoutJob, faces: &Faces, (words, width): (&str, Option<f32>), format: &TextFormat) {
    let size = format.font_id.size;
    let is_bold = format.font_id.family == FontFamily::Name(fonts::BOLD.into());
    let weight = if is_bold { Weight::Bold } else { Weight::Regular };
    let lines = match width {
        Some(width) => wrap(faces, words, size, weight, width * SAFE_SHARE),
        None => vec![words.to_owned()],
    };
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            push(drawn, "\n", format);
        }
        // A piece is a section of its own, so that no two of them are shaped as one.
        for piece in faces.visual_pieces(line, size, weight) {
            push(drawn, &piece.words, format);
        }
    }
}

fn push(job: &mut LayoutJob, words: &str, format: &TextFormat) {
    let start = job.text.len();
    job.text.push_str(words);
    job.sections.push(LayoutSection {
        leading_space: 0.0,
        byte_range: ByteIndex(start)..ByteIndex(job.text.len()),
        format: format.clone(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, FontId};

    fn job(words: &str) -> LayoutJob {
        LayoutJob::simple_singleline(words.to_owned(), FontId::proportional(12.0), Color32::BLACK)
    }

    #[test]
    fn words_from_left_to_right_come_back_as_they_are() {
        let ctx = Context::default();
        let plain = job("Three cybersecurity MoUs signed");
        assert_eq!(in_drawing_order(&ctx, plain.clone(), Some(50.0)), plain);
    }

    #[test]
    fn a_year_in_arabic_digits_keeps_its_order_and_stands_left_of_the_words() {
        let ctx = Context::default();
        let drawn = in_drawing_order(&ctx, job("حرب ١٩٤٥"), None);
        // Digits are handed over turned round: egui takes them for letters and turns them back.
        let year = drawn.text.find("٥٤٩١").expect("the digits as egui needs them");
        assert!(year < drawn.text.find("حرب").expect("the word"));
        assert!(drawn.sections.len() >= 2);
    }

    #[test]
    fn long_words_are_broken_before_they_are_reordered() {
        let ctx = Context::default();
        let drawn = in_drawing_order(&ctx, job("אחת שתיים שלוש ארבע חמש שש שבע שמונה"), Some(80.0));
        let first = drawn.text.lines().next().unwrap_or_default();
        assert!(drawn.text.lines().count() > 1, "{}", drawn.text);
        assert!(first.contains("אחת") && !first.contains("שמונה"), "the first words stand in the first line");
        assert!(drawn.text.lines().last().is_some_and(|line| line.contains("שמונה")));
    }
}
