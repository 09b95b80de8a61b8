//! Pages as files: any exporter takes all of them, and gives one file or one for each page.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::files;
use dateline_picture::export::PictureFormat;
use dateline_picture::scene::Scene;

/// Writes pages in the format that the ending of a file name says. The first file has that name; further ones
/// of a format that holds a single page have "-2", "-3" and so on before the ending. `scale` is the pixels to
/// a point. Nothing is written before all pages are made.
///
/// # Errors
/// When the ending is of no format of pictures, a page cannot be made, or the folder cannot be written to.
pub fn write_pages(path: &Path, pages: &[Scene], scale: f32) -> anyhow::Result<()> {
    let format = PictureFormat::of_path(path).context("a picture's name ends in .svg or .png")?;
    let contents = format.files_of(pages, scale)?;
    for (index, bytes) in contents.iter().enumerate() {
        files::replace(&path_of_page(path, index), bytes)?;
    }
    Ok(())
}

/// The name of the file of a page, counted from 0.
fn path_of_page(path: &Path, index: usize) -> PathBuf {
    if index == 0 {
        return path.to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}", index + 1));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_picture::export::svg_from_scene;
    use dateline_picture::scene::Rgba8;

    fn page(title: &str, width: f32) -> Scene {
        let background = Rgba8::from_hex(0xFFFFFF);
        Scene { width, height: 10.0, background, title: title.to_owned(), items: Vec::new() }
    }

    #[test]
    fn every_page_is_a_file_where_a_format_holds_one_page() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.v1.svg");
        let pages = [page("One", 20.0), page("Two", 30.0), page("Three", 40.0)];
        write_pages(&path, &pages, 1.0).unwrap();
        for (name, page) in ["talk.v1.svg", "talk.v1-2.svg", "talk.v1-3.svg"].iter().zip(&pages) {
            assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), svg_from_scene(page), "{name}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn nothing_is_written_where_a_page_cannot_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let pages = [page("Sound", 20.0), page("Without area", 0.0)];
        assert!(write_pages(&folder.path().join("talk.png"), &pages, 1.0).is_err());
        assert!(write_pages(&folder.path().join("talk.txt"), &pages[..1], 1.0).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
