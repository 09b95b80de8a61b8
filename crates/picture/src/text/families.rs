//! Which families to try for which script, best first: sans, upright, made for reading.

use unicode_script::Script;

/// Which shapes the shared Chinese characters take when several countries draw them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Han {
    /// Mainland China, Singapore, Malaysia.
    Simplified,
    /// Taiwan, Hong Kong, Macau.
    Traditional,
    /// Japan.
    Japanese,
    /// Korea.
    Korean,
}

impl Han {
    /// What a line's other letters or else the reader's language tell.
    ///
    /// Kana means Japanese, Hangul Korean. Without either the locale decides, and without a locale
    /// Simplified: a face for it covers the other characters too, in its own shapes.
    pub(super) fn of_line(line: &str, locale: Han) -> Han {
        for letter in line.chars() {
            match letter {
                '\u{3041}'..='\u{30FF}' => return Han::Japanese,
                '\u{AC00}'..='\u{D7A3}' => return Han::Korean,
                _ => {}
            }
        }
        locale
    }

    /// What a POSIX locale such as `zh_TW.UTF-8` asks for.
    pub(super) fn of_locale(locale: &str) -> Han {
        let locale = locale.to_ascii_lowercase();
        let is_traditional = ["tw", "hk", "mo", "hant"].iter().any(|place| locale.contains(place));
        match locale.get(..2) {
            Some("ja") => Han::Japanese,
            Some("ko") => Han::Korean,
            Some("zh") if is_traditional => Han::Traditional,
            _ => Han::Simplified,
        }
    }
}

const SIMPLIFIED: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
];
const TRADITIONAL: &[&str] = &[
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Noto Sans CJK HK",
    "Source Han Sans TC",
    "PingFang TC",
    "Microsoft JhengHei",
];
const JAPANESE: &[&str] = &[
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "Meiryo",
    "IPAGothic",
    "TakaoPGothic",
];
const KOREAN: &[&str] = &[
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
];
const INDIC: &[&str] = &["Nirmala UI", "Kohinoor"];
const SYMBOLS: &[&str] = &[
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "Noto Music",
    "Noto Emoji",
    "DejaVu Sans",
    "Segoe UI Symbol",
    "Apple Symbols",
    "Symbola",
];

/// Families by name for a script, the best first. Those that a machine lacks are passed over.
pub(super) fn preferred(script: Script, han: Han) -> Vec<String> {
    let lists: &[&[&str]] = match script {
        Script::Han | Script::Bopomofo => match han {
            Han::Simplified => &[SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN],
            Han::Traditional => &[TRADITIONAL, SIMPLIFIED, JAPANESE, KOREAN],
            Han::Japanese => &[JAPANESE, SIMPLIFIED, TRADITIONAL, KOREAN],
            Han::Korean => &[KOREAN, SIMPLIFIED, TRADITIONAL, JAPANESE],
        },
        Script::Hiragana | Script::Katakana => &[JAPANESE, SIMPLIFIED, TRADITIONAL, KOREAN],
        Script::Hangul => &[KOREAN, SIMPLIFIED, TRADITIONAL, JAPANESE],
        Script::Arabic => {
            &[&["Noto Sans Arabic", "Noto Sans Arabic UI", "Segoe UI", "Geeza Pro", "DejaVu Sans"]]
        }
        Script::Hebrew => &[&["Noto Sans Hebrew", "Segoe UI", "Arial Hebrew", "DejaVu Sans"]],
        Script::Tamil => {
            &[&["Noto Sans Tamil", "Noto Sans Tamil UI", "Lohit Tamil", "Tamil Sangam MN"], INDIC]
        }
        Script::Devanagari => &[&["Noto Sans Devanagari", "Lohit Devanagari", "Devanagari Sangam MN"], INDIC],
        Script::Thai => &[&["Noto Sans Thai", "Noto Sans Thai UI", "Leelawadee UI", "Thonburi", "Loma"]],
        Script::Nko => &[&["Noto Sans NKo", "Noto Sans N'Ko"]],
        Script::Common | Script::Inherited | Script::Unknown => {
            return names(&[SYMBOLS, han_list(han)]).collect();
        }
        _ => &[INDIC],
    };
    let own = format!("Noto Sans {}", script.full_name().replace('_', " "));
    std::iter::once(own).chain(names(lists)).collect()
}

fn han_list(han: Han) -> &'static [&'static str] {
    match han {
        Han::Simplified => SIMPLIFIED,
        Han::Traditional => TRADITIONAL,
        Han::Japanese => JAPANESE,
        Han::Korean => KOREAN,
    }
}

fn names<'a>(lists: &'a [&'a [&'a str]]) -> impl Iterator<Item = String> + 'a {
    lists.iter().flat_map(|list| list.iter().map(|name| (*name).to_owned()))
}

/// How unlike Noto Sans a family is by its name; lower is better. Used when no preferred family has a
/// character, so that a serif, a monospaced or an ornamental face comes only after every plain one.
pub(super) fn strangeness(family: &str) -> u8 {
    let name = family.to_lowercase();
    let has = |text: &[&str]| text.iter().any(|word| name.contains(word));
    if has(&["emoji", "color", "colour"]) {
        return 5;
    }
    if has(&["italic", "oblique", "slanted", "script", "nastaliq", "rashi", "looped", "brush", "hand"]) {
        return 4;
    }
    if has(&["serif", "mincho", "song", "ming", "batang", "kufi", "naskh", "display", "condensed", "light"])
        && !name.contains("sans")
    {
        return 3;
    }
    if has(&["mono", "typewriter", "tex gyre"]) {
        return 2;
    }
    u8::from(!name.starts_with("noto sans"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sans_family_comes_before_a_serif_and_both_before_a_slanted_one() {
        let mut families = vec![
            "Noto Nastaliq Urdu",
            "Noto Serif Tamil",
            "DejaVu Sans",
            "Noto Sans Tamil",
            "Noto Sans Mono",
        ];
        families.sort_by_key(|family| strangeness(family));
        assert_eq!(
            families,
            ["Noto Sans Tamil", "DejaVu Sans", "Noto Sans Mono", "Noto Serif Tamil", "Noto Nastaliq Urdu"]
        );
    }

    #[test]
    fn the_other_letters_of_a_line_tell_which_han_shapes_it_wants() {
        for (line, expected) in [
            ("新加坡独立", Han::Simplified),
            ("シンガポール独立", Han::Japanese),
            ("싱가포르 獨立", Han::Korean),
            ("Singapore", Han::Simplified),
        ] {
            assert_eq!(Han::of_line(line, Han::Simplified), expected, "{line}");
        }
        assert_eq!(Han::of_line("獨立", Han::Traditional), Han::Traditional);
    }

    #[test]
    fn the_locale_decides_where_the_line_does_not() {
        for (locale, expected) in [
            ("zh_SG.UTF-8", Han::Simplified),
            ("zh_TW.UTF-8", Han::Traditional),
            ("zh-Hant", Han::Traditional),
            ("ja_JP", Han::Japanese),
            ("ko", Han::Korean),
            ("C", Han::Simplified),
            ("é", Han::Simplified),
        ] {
            assert_eq!(Han::of_locale(locale), expected, "{locale}");
        }
    }
}
