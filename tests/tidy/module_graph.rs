//! The graph of imports between the files of a crate, and the circles in it.
//!
//! A file depends on another when it names something that the other defines: by `use`, by a path in its code
//! or in a macro, or by calling a method that the other file adds to a type. What a facade only re-exports is
//! followed to the file that defines it. Code for tests is left out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use super::SourceFile;

/// One file: its module, what it names and what it offers.
struct Module {
    /// Below the root of the repository.
    file: String,
    /// From the root of the crate: `["layout", "density"]`.
    path: Vec<String>,
    children: HashSet<String>,
    definitions: HashSet<String>,
    /// What a name that is imported here stands for.
    imports: HashMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    /// Every path in the code, as written.
    named: BTreeSet<Vec<String>>,
    /// Names of methods that are called.
    called: BTreeSet<String>,
    /// Type by its last name, with the methods that this file adds to it.
    inherent_impls: Vec<(String, BTreeSet<String>)>,
}

/// Which file of a crate depends on which other, by their paths below the root.
pub(crate) struct ModuleGraph {
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl ModuleGraph {
    /// The graph of one crate. `source` is the folder of its code, such as `crates/time/src/`.
    pub(crate) fn of(files: &[SourceFile], source: &str) -> ModuleGraph {
        let modules: Vec<Module> = files
            .iter()
            .filter(|file| file.path.starts_with(source) && !is_for_tests(&file.path))
            .map(|file| Module::read(file, source))
            .collect();
        let resolver = Resolver::of(&modules);
        let mut edges = BTreeMap::new();
        for module in &modules {
            let mut targets = resolver.files_named_by(module);
            targets.remove(&module.file);
            edges.insert(module.file.clone(), targets);
        }
        ModuleGraph { edges }
    }

    /// Sets of files of which each depends on each, by whatever way; the largest first.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            self.edges.keys().map(|file| (file.as_str(), self.reachable_from(file))).collect();
        let mut done = BTreeSet::<&str>::new();
        let mut circles = Vec::new();
        for (file, reached) in &reach {
            if done.contains(file) || !reached.contains(file) {
                continue;
            }
            let circle: Vec<String> = reached
                .iter()
                .filter(|other| reach[**other].contains(file))
                .map(|f| (*f).to_owned())
                .collect();
            done.extend(reached.iter().filter(|other| reach[**other].contains(file)));
            circles.push(circle);
        }
        circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        circles
    }

    /// The imports within a circle, one a line: what would have to be cut.
    pub(crate) fn edges_within(&self, circle: &[String]) -> Vec<String> {
        let inside = |file: &&String| circle.contains(*file);
        let lines = circle.iter().flat_map(|file| {
            self.edges[file].iter().filter(inside).map(move |other| format!("    {file} -> {other}"))
        });
        lines.collect()
    }

    fn reachable_from(&self, file: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = self.edges[file].iter().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next.as_str()) {
                open.extend(self.edges.get(next).into_iter().flatten());
            }
        }
        reached
    }
}

/// Files that hold nothing but tests, by the house's names for them.
pub(crate) fn is_for_tests(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}

impl Module {
    fn read(file: &SourceFile, source: &str) -> Module {
        let tree = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let mut module = Module {
            file: file.path.clone(),
            path: module_path(&file.path[source.len()..]),
            children: HashSet::new(),
            definitions: HashSet::new(),
            imports: HashMap::new(),
            globs: Vec::new(),
            named: BTreeSet::new(),
            called: BTreeSet::new(),
            inherent_impls: Vec::new(),
        };
        module.visit_file(&tree);
        module
    }

    fn import(&mut self, tree: &syn::UseTree, before: &mut Vec<String>, is_re_export: bool) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before, is_re_export);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.import(item, before, is_re_export);
                }
            }
            syn::UseTree::Name(name) => {
                self.import_name(before, &name.ident.to_string(), &name.ident.to_string(), is_re_export);
            }
            syn::UseTree::Rename(rename) => {
                self.import_name(before, &rename.ident.to_string(), &rename.rename.to_string(), is_re_export);
            }
            syn::UseTree::Glob(_) if is_re_export => self.globs.push(before.clone()),
            syn::UseTree::Glob(_) => {
                self.named.insert(before.clone());
            }
        }
    }

    fn import_name(&mut self, before: &[String], name: &str, own: &str, is_re_export: bool) {
        let mut path = before.to_vec();
        if name != "self" {
            path.push(name.to_owned());
        }
        let own = if name == "self" && own == "self" { path.last().cloned() } else { Some(own.to_owned()) };
        // A re-export counts for whoever follows it, and not for the facade.
        if !is_re_export {
            self.named.insert(path.clone());
        }
        if let Some(own) = own {
            self.imports.insert(own, path);
        }
    }
}

/// `layout/mod.rs` and `layout.rs` are both the module `layout`; `lib.rs` and `main.rs` are the root.
fn module_path(file: &str) -> Vec<String> {
    let mut path: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod" || path.len() == 1 && (last == "lib" || last == "main")) {
        path.pop();
    }
    path
}

/// Whether attributes say that something is compiled for tests only.
pub(crate) fn is_test_code(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
    })
}

fn attributes_of(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if is_test_code(attributes_of(item)) {
            return;
        }
        let name = match item {
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Trait(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            syn::Item::Macro(item) => item.ident.as_ref(),
            syn::Item::Mod(item) => {
                self.children.insert(item.ident.to_string());
                None
            }
            _ => None,
        };
        self.definitions.extend(name.map(ToString::to_string));
        if let syn::Item::Use(item) = item {
            let is_re_export = !matches!(item.vis, syn::Visibility::Inherited);
            self.import(&item.tree, &mut Vec::new(), is_re_export);
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if item.trait_.is_none()
            && let syn::Type::Path(of) = &*item.self_ty
            && let Some(name) = of.path.segments.last()
        {
            let methods = item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            self.inherent_impls.push((name.ident.to_string(), methods.collect()));
        }
        syn::visit::visit_item_impl(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.named.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    /// `pub(crate)` and `pub(super)` are written like paths, and name nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.called.insert(call.method.to_string());
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        syn::visit::visit_macro(self, call);
    }
}

impl Module {
    /// Paths and method calls within a macro's tokens, which have no tree.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut follows_dot = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.named.insert(std::mem::take(&mut path));
                    }
                    if follows_dot {
                        self.called.insert(ident.to_string());
                    }
                    path.push(ident.to_string());
                    (colons, follows_dot) = (0, false);
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                other => {
                    self.named.insert(std::mem::take(&mut path));
                    colons = 0;
                    follows_dot = matches!(&other, TokenTree::Punct(mark) if mark.as_char() == '.');
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.named.insert(path);
    }
}

/// Finds the file that defines what a path names.
struct Resolver<'m> {
    by_path: HashMap<&'m [String], &'m Module>,
    modules: &'m [Module],
}

impl<'m> Resolver<'m> {
    fn of(modules: &'m [Module]) -> Resolver<'m> {
        let by_path = modules.iter().map(|module| (module.path.as_slice(), module)).collect();
        Resolver { by_path, modules }
    }

    fn files_named_by(&self, module: &Module) -> BTreeSet<String> {
        let mut files: BTreeSet<String> =
            module.named.iter().filter_map(|path| self.file_of(module, path, 0)).collect();
        // Methods that another file adds to a type, where this file knows the type and calls one of them.
        let known: HashSet<&String> = module.named.iter().filter_map(|path| path.last()).collect();
        for other in self.modules {
            for (name, methods) in &other.inherent_impls {
                let is_extension = !other.definitions.contains(name);
                if is_extension
                    && (known.contains(name) || module.definitions.contains(name))
                    && methods.iter().any(|method| module.called.contains(method))
                {
                    files.insert(other.file.clone());
                }
            }
        }
        files
    }

    /// The file that defines what `path` names within `module`; `None` for what other crates define.
    fn file_of(&self, module: &Module, path: &[String], depth: usize) -> Option<String> {
        let (first, rest) = path.split_first()?;
        if depth > 12 {
            return None;
        }
        match first.as_str() {
            "crate" => self.descend(&[], rest, depth),
            "self" => self.descend(&module.path, rest, depth),
            "super" => {
                let (_, parent) = module.path.split_last()?;
                let parent = self.by_path.get(parent)?;
                match rest.first().map(String::as_str) {
                    Some("super") => self.file_of(parent, rest, depth + 1),
                    _ => self.descend(&parent.path, rest, depth),
                }
            }
            name if module.children.contains(name) => self.descend(&module.path, path, depth),
            // What a file defines or imports itself was met with its `use`, but a facade may be asked for it.
            name if depth > 0 || path.len() > 1 => match module.imports.get(name) {
                Some(target) if target.first() != Some(first) => {
                    let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
                    self.file_of(module, &whole, depth + 1)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Follows names from the module at `at`.
    fn descend(&self, at: &[String], names: &[String], depth: usize) -> Option<String> {
        let module = self.by_path.get(at)?;
        let Some((name, rest)) = names.split_first() else { return Some(module.file.clone()) };
        if module.children.contains(name) {
            let child: Vec<String> = at.iter().chain([name]).cloned().collect();
            if self.by_path.contains_key(child.as_slice()) {
                return self.descend(&child, rest, depth);
            }
        }
        if module.definitions.contains(name) {
            return Some(module.file.clone());
        }
        match module.imports.get(name) {
            Some(target) => {
                let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
                self.file_of(module, &whole, depth + 1)
            }
            None => module
                .globs
                .iter()
                .find_map(|glob| {
                    let whole: Vec<String> = glob.iter().chain(names).cloned().collect();
                    self.file_of(module, &whole, depth + 1)
                })
                .or_else(|| Some(module.file.clone())),
        }
    }
}
