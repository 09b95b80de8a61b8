//! What is inside an archive: the one document that can be a timeline, unpacked within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use dateline_time::grouped;

/// No document inside an archive may be larger than this when it is unpacked, in bytes.
const LARGEST: u64 = 512 << 20;
/// How many times as large as its packed form a document may become; deflate itself reaches 1,032.
const MOST_GROWTH: u64 = 200;
/// Below this many bytes nobody looks how much a document grew.
const HARMLESS: u64 = 16 << 20;
/// More entries than this are not looked at.
const MOST_ENTRIES: usize = 10_000;

/// A document that was unpacked.
pub(crate) struct Unpacked {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its name inside the archive.
    pub name: String,
    /// The names of other documents in it that could be timelines.
    pub others: Vec<String>,
}

/// The document of an archive; names what is wrong and what to do where there is none.
///
/// # Errors
/// When it is damaged, encrypted, an office document, holds nothing that can be a timeline, or would grow
/// beyond bounds: message and hint.
pub(crate) fn unpacked(bytes: &[u8]) -> Result<Unpacked, (String, String)> {
    let refusal = |message: String, hint: &str| (message, hint.to_owned());
    let damaged = |error: zip::result::ZipError| {
        refusal(format!("This is a ZIP archive and damaged: {error}"), "Fetch it again, or pack it again")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(refusal(
            format!("This is a ZIP archive of {} files", archive.len()),
            "Unpack it, and open the file of events",
        ));
    }
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
    if names.iter().any(|name| name == "[Content_Types].xml" || name == "mimetype") {
        return Err(refusal("This is an office document".to_owned(), "Save the sheet as CSV, and open that"));
    }
    let mut documents = documents_in(&names).into_iter();
    let Some(name) = documents.next() else {
        let listed = names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
        return Err(refusal(
            format!("This is a ZIP archive that holds no file of events: {listed}"),
            "Unpack it, and open the file of events",
        ));
    };
    let entry = archive.by_name(&name).map_err(damaged)?;
    let (packed, stated) = (entry.compressed_size(), entry.size());
    let allowed = LARGEST.min(packed.saturating_mul(MOST_GROWTH).max(HARMLESS));
    let too_large = || {
        refusal(
            format!("{name} in this archive becomes more than {} MB when it is unpacked", allowed >> 20),
            "Unpack it yourself if you trust it, and open the file of events",
        )
    };
    if stated > allowed {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    entry.take(allowed + 1).read_to_end(&mut bytes).map_err(|error| {
        refusal(format!("This is a ZIP archive and damaged: {error}"), "Fetch it again, or pack it again")
    })?;
    if bytes.len() as u64 > allowed {
        return Err(too_large());
    }
    Ok(Unpacked { bytes, name, others: documents.collect() })
}

/// The entries that can be timelines, the most probable by its ending first.
fn documents_in(names: &[String]) -> Vec<String> {
    let endings = [
        "json", "csv", "tsv", "ics", "xml", "mw", "yaml", "yml", "toml", "jsonl", "jsonc", "json5",
        "timeline", "time",
    ];
    let visible = names.iter().filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX"));
    let rank = |name: &&String| {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        endings.iter().position(|known| *known == ending)
    };
    let mut candidates: Vec<(usize, &String)> =
        visible.filter_map(|name| Some((rank(&name)?, name))).collect();
    candidates.sort();
    candidates.into_iter().map(|(_, name)| name.clone()).collect()
}

/// So many files of an archive that are not read are named; of more their number is said.
const MOST_NAMED: usize = 5;

/// What is to be told of the files that are not read: "b.csv, c.csv and 2 others".
pub(crate) fn named(names: &[String]) -> String {
    let listed = names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMED) {
        0 => listed,
        1 => format!("{listed} and 1 other"),
        more => format!("{listed} and {} others", grouped(more as u64)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_document_is_found_and_others_are_refused() {
        let archive = packed(&[("readme.md", b"x"), ("project.json", b"{}")]);
        let Ok(unpacked) = unpacked(&archive) else { panic!("no document") };
        assert_eq!((unpacked.bytes.as_slice(), unpacked.name.as_str()), (&b"{}"[..], "project.json"));
        for (files, message) in [
            (&[("[Content_Types].xml", &b"x"[..])][..], "This is an office document"),
            (&[("a.png", &b"x"[..])], "This is a ZIP archive that holds no file of events: a.png"),
        ] {
            assert_eq!(
                super::unpacked(&packed(files)).err().map(|(message, _)| message).as_deref(),
                Some(message)
            );
        }
        let cut = archive.get(..archive.len() / 2).unwrap_or_default();
        assert!(super::unpacked(cut).is_err());
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = packed(&[("events.json", &vec![b' '; 40 << 20])]);
        assert!(bomb.len() < 100_000);
        let (message, _) = unpacked(&bomb).err().expect("a refusal");
        assert_eq!(message, "events.json in this archive becomes more than 16 MB when it is unpacked");
    }
}
