//! Text in other encodings than UTF-8: UTF-16 with a mark or without, and what old spreadsheets write.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are looked at to see whether every second one is zero.
const SAMPLE: usize = 4_096;

/// A text that was not UTF-8, turned into it.
pub(crate) struct Decoded {
    /// The text.
    pub text: String,
    /// What it was: "UTF-16", "Latin-1 (windows-1252)".
    pub encoding: String,
    /// Whether some bytes mean nothing in that encoding and became U+FFFD.
    pub has_errors: bool,
}

/// UTF-16, by its mark or by the zero bytes of its Latin letters; `None` for anything else.
pub(crate) fn utf16(bytes: &[u8]) -> Option<Decoded> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => without_mark(bytes)?,
    };
    Some(decoded(bytes, encoding))
}

/// Most letters of a text in any language that uses spaces and digits are below U+0100 in such files, so
/// zeros stand at every second place, and hardly any at the others.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE.min(bytes.len()) & !1)?;
    if sample.len() < 4 {
        return None;
    }
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 2 > half && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 2 > half && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Bytes that are not UTF-8, in the encoding that they most probably are in.
pub(crate) fn guessed(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decoded(bytes, detector.guess(None, Utf8Detection::Deny))
}

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, used, has_errors) = encoding.decode(bytes);
    let encoding = match used {
        used if used == WINDOWS_1252 => "Latin-1 (windows-1252)".to_owned(),
        used if used == UTF_16LE || used == UTF_16BE => "UTF-16".to_owned(),
        used => used.name().to_owned(),
    };
    Decoded { text: text.into_owned(), encoding, has_errors }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let text = "date,title\n2021,Zürich\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            [&[0xFF, 0xFE][..], &little].concat(),
            [&[0xFE, 0xFF][..], &big].concat(),
            little.clone(),
            big.clone(),
        ] {
            let decoded = utf16(&bytes).expect("UTF-16");
            assert_eq!((decoded.text.as_str(), decoded.encoding.as_str()), (text, "UTF-16"));
        }
        assert!(utf16(text.as_bytes()).is_none());
        assert!(utf16(b"\0\0\0\0").is_none());
    }

    #[test]
    fn latin_1_is_guessed() {
        let bytes = b"date;title\n2021;Treffen in Z\xFCrich und G\xF6teborg\n";
        let decoded = guessed(bytes);
        assert_eq!(decoded.encoding, "Latin-1 (windows-1252)");
        assert!(decoded.text.contains("Zürich und Göteborg"));
        assert!(!decoded.has_errors);
    }
}
