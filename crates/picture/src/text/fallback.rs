//! Finds the system's face for what Noto Sans lacks: asked once per cluster, enumerated at the first need.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use fontique::{
    Collection, CollectionOptions, FallbackKey, FontInfo, FontStyle, GenericFamily, SourceCache,
    SourceCacheOptions, SourceId,
};
use harfrust::Tag;
use unicode_script::Script;

use super::Weight;
use super::face::{Face, FaceSource};
use super::families::{Han, preferred, strangeness};
use super::itemize::script_of;

/// Answers kept; a book in every script of Unicode has fewer different clusters.
const ANSWER_LIMIT: usize = 65_536;

/// What is looked for: a cluster, the script it stands in, and the weight.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// One grapheme cluster.
    pub cluster: String,
    /// The script of the words round it.
    pub script: Script,
    /// Whose shapes for Chinese characters.
    pub han: Han,
    /// Regular or bold.
    pub weight: Weight,
}

/// The system's faces behind a lock; nothing is read before the first question.
pub(super) struct SystemFaces {
    state: Mutex<State>,
}

enum State {
    /// There is no system to ask: only the bundled faces are wanted.
    Absent,
    /// Not asked yet.
    Unread,
    /// Enumerated.
    Read(Box<Catalogue>),
}

impl SystemFaces {
    /// Faces of the machine this runs on.
    pub(super) fn of_this_machine() -> Self {
        SystemFaces { state: Mutex::new(State::Unread) }
    }

    /// No faces at all.
    pub(super) fn none() -> Self {
        SystemFaces { state: Mutex::new(State::Absent) }
    }

    /// The best face that covers the whole cluster, `None` if no face of the machine does.
    pub(super) fn face_for(&self, wanted: Wanted) -> Option<Arc<Face>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Unread) {
            *state = State::Read(Box::new(Catalogue::read()));
        }
        match &mut *state {
            State::Read(catalogue) => catalogue.face_for(wanted),
            State::Absent | State::Unread => None,
        }
    }
}

/// A face that was opened, by file, index in the file and weight; `None` where the file is no font.
type OpenFaces = HashMap<(SourceId, u32, Weight), Option<Arc<Face>>>;

struct Catalogue {
    collection: Collection,
    sources: SourceCache,
    by_strangeness: Option<Vec<String>>,
    open: OpenFaces,
    answers: HashMap<Wanted, Option<Arc<Face>>>,
}

impl Catalogue {
    fn read() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: true });
        if collection.family_names().next().is_none() {
            collection.load_fonts_from_paths(usual_folders());
        }
        Catalogue {
            collection,
            sources: SourceCache::new(SourceCacheOptions::default()),
            by_strangeness: None,
            open: HashMap::new(),
            answers: HashMap::new(),
        }
    }

    fn face_for(&mut self, wanted: Wanted) -> Option<Arc<Face>> {
        if let Some(known) = self.answers.get(&wanted) {
            return known.clone();
        }
        let found = self.search(&wanted);
        if self.answers.len() >= ANSWER_LIMIT {
            self.answers.clear();
        }
        self.answers.insert(wanted, found.clone());
        found
    }

    /// Looks among the preferred families, then where the system itself points for the script, then
    /// everywhere.
    fn search(&mut self, wanted: &Wanted) -> Option<Arc<Face>> {
        let mut named = preferred(wanted.script, wanted.han);
        if script_of(&wanted.cluster).is_none() {
            named.extend(preferred(Script::Common, wanted.han));
        }
        for family in named {
            if let Some(face) = self.in_family(&family, wanted) {
                return Some(face);
            }
        }
        let mut pointed = self.pointed_by_system(wanted.script);
        pointed.retain(|family| strangeness(family) < 3);
        for family in pointed {
            if let Some(face) = self.in_family(&family, wanted) {
                return Some(face);
            }
        }
        for family in self.all_families() {
            if let Some(face) = self.in_family(&family, wanted) {
                return Some(face);
            }
        }
        None
    }

    fn pointed_by_system(&mut self, script: Script) -> Vec<String> {
        let mut ids: Vec<_> = self.collection.generic_families(GenericFamily::SansSerif).collect();
        if let Ok(script) = fontique::Script::parse(script.short_name()) {
            ids.extend(self.collection.fallback_families(FallbackKey::new(script, None)));
        }
        ids.into_iter().filter_map(|id| self.collection.family_name(id).map(str::to_owned)).collect()
    }

    fn all_families(&mut self) -> Vec<String> {
        if self.by_strangeness.is_none() {
            let mut names: Vec<String> = self.collection.family_names().map(str::to_owned).collect();
            names.sort_by_cached_key(|name| (strangeness(name), name.clone()));
            names.dedup();
            self.by_strangeness = Some(names);
        }
        self.by_strangeness.clone().unwrap_or_default()
    }

    fn in_family(&mut self, name: &str, wanted: &Wanted) -> Option<Arc<Face>> {
        let family = self.collection.family_by_name(name)?;
        let font = family.fonts().iter().min_by_key(|font| unlikeness(font, wanted.weight))?;
        if font.style() != FontStyle::Normal && strangeness(name) < 4 {
            return None;
        }
        let face = self.opened(name, font, wanted.weight)?;
        face.covers(&wanted.cluster).then_some(face)
    }

    fn opened(&mut self, family: &str, font: &FontInfo, weight: Weight) -> Option<Arc<Face>> {
        let key = (font.source().id(), font.index(), weight);
        if let Some(known) = self.open.get(&key) {
            return known.clone();
        }
        let face = font.load(Some(&mut self.sources)).and_then(|blob| {
            let (bytes, _) = blob.into_raw_parts();
            Face::new(FaceSource {
                name: family.to_owned(),
                bytes,
                index: font.index(),
                weight,
                variations: variations(font, weight),
            })
        });
        let face = face.map(Arc::new);
        self.open.insert(key, face.clone());
        face
    }
}

/// How far a font of a family is from upright, normally wide and the weight; lower is better.
fn unlikeness(font: &FontInfo, weight: Weight) -> (bool, u32, u32) {
    let width = (font.width().ratio() - 1.0).abs() * 1000.0;
    let wanted = weight.class();
    let nearest = weight_axis(font).map_or(font.weight().value(), |(least, most)| wanted.clamp(least, most));
    (font.style() != FontStyle::Normal, width as u32, (nearest - wanted).abs() as u32)
}

fn weight_axis(font: &FontInfo) -> Option<(f32, f32)> {
    let axis = font.axes().iter().find(|axis| axis.tag == Tag::new(b"wght"))?;
    (axis.min <= axis.max).then_some((axis.min, axis.max))
}

fn variations(font: &FontInfo, weight: Weight) -> Vec<(Tag, f32)> {
    let value = weight_axis(font).map(|(least, most)| weight.class().clamp(least, most));
    value.map(|value| (Tag::new(b"wght"), value)).into_iter().collect()
}

/// Where fonts lie when the system offers no list of them, as on a Linux without fontconfig.
fn usual_folders() -> Vec<std::path::PathBuf> {
    let home = std::env::var_os("HOME").map(std::path::PathBuf::from);
    let of_home = home.into_iter().flat_map(|home| [home.join(".local/share/fonts"), home.join(".fonts")]);
    ["/usr/share/fonts", "/usr/local/share/fonts"].into_iter().map(Into::into).chain(of_home).collect()
}
