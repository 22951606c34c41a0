//! What a build that was ended leaves for the next one, in the pack's work folder: the corpus, once all was read.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use super::corpus::Corpus;
use super::place::{NEW, may_replace, work_folder};
use super::write::BuildError;

/// The file of the corpus in the work folder.
const CORPUS: &str = "corpus";

/// The same while it is written.
const PART: &str = "corpus.part";

/// Bytes written or read at once.
const CHUNK: usize = 1 << 20;

/// The work folder of a build, held while this lives: no other build of the same pack runs.
#[derive(Debug)]
pub struct Work {
    folder: PathBuf,
    /// What the build is of; see [`Self::begin`].
    key: String,
    _lock: File,
}

impl Work {
    /// Begins a build of `target`. `key` says what it is made from and how: what an earlier build left is used only when its
    /// key is the same to the letter, and not at all when `fresh`.
    ///
    /// # Errors
    /// When the target is something else than a pack, when the folder cannot be written, or when another build of the same
    /// pack is running.
    pub fn begin(target: &Path, key: String, fresh: bool) -> Result<Self, BuildError> {
        may_replace(target)?;
        let folder = work_folder(target);
        let fail = |source| BuildError::Write { path: folder.clone(), source };
        fs::create_dir_all(&folder).map_err(fail)?;
        let lock = File::create(folder.join("lock")).map_err(fail)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BuildError::Busy(target.to_owned())),
            // A file system without locks: the person sees to it.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(fail(e)),
        }
        let work = Self { folder, key, _lock: lock };
        // Halves that a killed build left.
        let _ = fs::remove_file(work.folder.join(PART));
        let _ = fs::remove_dir_all(work.folder.join(NEW));
        if fresh {
            work.forget();
        }
        Ok(work)
    }

    /// The corpus that an earlier build left, and what it noted with it. What is of another build, or not whole, goes.
    #[must_use]
    pub fn corpus(&self) -> Option<(Corpus, String)> {
        let file = File::open(self.folder.join(CORPUS)).ok()?;
        let found = Corpus::load(BufReader::with_capacity(CHUNK, file)).ok();
        let found = found.and_then(|(corpus, word)| {
            let note = word.strip_prefix(&self.key)?.strip_prefix('\0')?;
            Some((corpus, note.to_owned()))
        });
        if found.is_none() {
            self.forget();
        }
        found
    }

    /// Leaves the corpus for the next build, with a note.
    ///
    /// # Errors
    /// When it cannot be written; then nothing is left.
    pub fn keep(&self, corpus: &Corpus, note: &str) -> io::Result<()> {
        let (path, part) = (self.folder.join(CORPUS), self.folder.join(PART));
        let write = || {
            let out = BufWriter::with_capacity(CHUNK, File::create(&part)?);
            corpus.save(&format!("{}\0{note}", self.key), out)?;
            fs::rename(&part, &path)
        };
        write().inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })
    }

    fn forget(&self) {
        let _ = fs::remove_file(self.folder.join(CORPUS));
    }
}

impl Drop for Work {
    /// A build that leaves nothing leaves no folder.
    fn drop(&mut self) {
        if self.folder.join(CORPUS).exists() {
            return;
        }
        let _ = fs::remove_file(self.folder.join("lock"));
        let _ = fs::remove_dir(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::super::CorpusBuilder;
    use super::*;

    #[test]
    fn only_a_build_of_the_same_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("a.pack");
        let begin = |key: &str, fresh| Work::begin(&target, key.to_owned(), fresh).unwrap();
        let mut corpus = CorpusBuilder::new();
        corpus.list("a", "", &[]);
        let corpus = corpus.finish();
        begin("one", false).keep(&corpus, "note").unwrap();
        assert_eq!(begin("one", false).corpus(), Some((corpus.clone(), "note".to_owned())));
        assert_eq!(begin("on", false).corpus(), None);
        assert_eq!(begin("one", false).corpus(), None, "what is of another build goes");
        begin("one", false).keep(&corpus, "note").unwrap();
        assert_eq!(begin("one", true).corpus(), None);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left of nothing");
    }

    #[test]
    fn one_build_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("a.pack");
        let first = Work::begin(&target, String::new(), false).unwrap();
        assert!(matches!(Work::begin(&target, String::new(), false), Err(BuildError::Busy(_))));
        drop(first);
        assert!(Work::begin(&target, String::new(), false).is_ok());
    }
}
