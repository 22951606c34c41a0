//! Columns of an Arrow file as views into its mapped bytes.
//!
//! A pack comes from outside and may be damaged or hostile, and a large one must open at once. So a view is made from
//! checked lengths only, nothing is read or copied for it, and every access checks its own index, offsets and encoding: what
//! is out of range reads as empty or zero, never as a panic.

use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer};
use arrow_ipc::RecordBatch;

/// A column of numbers.
#[derive(Debug, Clone)]
pub(super) struct Numbers<T: ArrowNativeType>(ScalarBuffer<T>);

impl<T: ArrowNativeType + Default> Numbers<T> {
    #[inline]
    pub(super) fn get(&self, n: u32) -> T {
        self.0.get(n as usize).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn values(&self) -> &[T] {
        &self.0
    }
}

/// A column of text.
#[derive(Debug, Clone)]
pub(super) struct Strings {
    rows: usize,
    offsets: ScalarBuffer<i32>,
    bytes: Buffer,
}

impl Strings {
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    pub(super) fn get(&self, n: u32) -> &str {
        let Some(range) = range(&self.offsets, n) else { return "" };
        self.bytes.get(range).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }
}

/// A column of lists of numbers.
#[derive(Debug, Clone)]
pub(super) struct Lists<T: ArrowNativeType> {
    rows: usize,
    offsets: ScalarBuffer<i32>,
    values: ScalarBuffer<T>,
}

impl<T: ArrowNativeType> Lists<T> {
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The values of row `n`; empty when there is no such row.
    #[inline]
    pub(super) fn get(&self, n: u32) -> &[T] {
        range(&self.offsets, n).and_then(|r| self.values.get(r)).unwrap_or(&[])
    }
}

#[inline]
fn range(offsets: &[i32], n: u32) -> Option<std::ops::Range<usize>> {
    let from = usize::try_from(*offsets.get(n as usize)?).ok()?;
    let to = usize::try_from(*offsets.get(n as usize + 1)?).ok()?;
    Some(from..to)
}

/// Takes the columns out of a record batch, in the order of the schema: one call for each.
pub(super) struct Columns<'a> {
    batch: RecordBatch<'a>,
    body: Buffer,
    node: usize,
    buffer: usize,
    rows: usize,
}

impl<'a> Columns<'a> {
    /// `body` holds the batch's buffers.
    pub(super) fn new(batch: RecordBatch<'a>, body: Buffer) -> Result<Self, String> {
        if batch.compression().is_some() {
            return Err("it is compressed; packs are not".into());
        }
        let rows = usize::try_from(batch.length()).map_err(|_| "it has a negative length")?;
        if u32::try_from(rows).is_err() {
            return Err("it has more rows than ids".into());
        }
        Ok(Self { batch, body, node: 0, buffer: 0, rows })
    }

    pub(super) fn strings(&mut self) -> Result<Strings, String> {
        let rows = self.rows;
        self.column(rows)?;
        let offsets = self.offsets(rows)?;
        Ok(Strings { rows, offsets, bytes: self.next_buffer()? })
    }

    pub(super) fn numbers<T: ArrowNativeType>(&mut self) -> Result<Numbers<T>, String> {
        let rows = self.rows;
        self.column(rows)?;
        Ok(Numbers(self.values(rows)?))
    }

    pub(super) fn lists<T: ArrowNativeType>(&mut self) -> Result<Lists<T>, String> {
        let rows = self.rows;
        self.column(rows)?;
        let offsets = self.offsets(rows)?;
        let inner = self.next_node()?;
        self.next_buffer()?;
        Ok(Lists { rows, offsets, values: self.values(inner)? })
    }

    /// Steps over a column's node, which must have the batch's length, and its validity bitmap.
    fn column(&mut self, rows: usize) -> Result<(), String> {
        let length = self.next_node()?;
        if length != rows {
            return Err(format!("column {} has {length} rows where the table has {rows}", self.node));
        }
        self.next_buffer().map(drop)
    }

    fn next_node(&mut self) -> Result<usize, String> {
        let nodes = self.batch.nodes().ok_or("it has no columns")?;
        if self.node >= nodes.len() {
            return Err("it has too few columns".into());
        }
        let node = nodes.get(self.node);
        self.node += 1;
        if node.null_count() != 0 {
            return Err(format!("column {} holds nulls", self.node));
        }
        usize::try_from(node.length()).map_err(|_| format!("column {} has a negative length", self.node))
    }

    fn next_buffer(&mut self) -> Result<Buffer, String> {
        let buffers = self.batch.buffers().ok_or("it has no buffers")?;
        if self.buffer >= buffers.len() {
            return Err("it has too few buffers".into());
        }
        let place = buffers.get(self.buffer);
        self.buffer += 1;
        let outside = || format!("buffer {} lies outside the file (cut off?)", self.buffer);
        let from = usize::try_from(place.offset()).map_err(|_| outside())?;
        let len = usize::try_from(place.length()).map_err(|_| outside())?;
        match from.checked_add(len) {
            Some(to) if to <= self.body.len() => Ok(self.body.slice_with_length(from, len)),
            _ => Err(outside()),
        }
    }

    fn offsets(&mut self, rows: usize) -> Result<ScalarBuffer<i32>, String> {
        // A table without rows may leave its offsets out.
        if rows == 0 {
            self.next_buffer()?;
            return Ok(ScalarBuffer::from(Vec::new()));
        }
        self.values(rows + 1)
    }

    fn values<T: ArrowNativeType>(&mut self, count: usize) -> Result<ScalarBuffer<T>, String> {
        let buffer = self.next_buffer()?;
        let size = std::mem::size_of::<T>();
        if count.checked_mul(size).is_none_or(|need| need > buffer.len()) {
            return Err(format!("buffer {} is too short", self.buffer));
        }
        if buffer.as_ptr().align_offset(std::mem::align_of::<T>()) != 0 {
            return Err(format!("buffer {} is not aligned", self.buffer));
        }
        Ok(ScalarBuffer::new(buffer, 0, count))
    }
}
