//! A slider: a line from end to end, filled from its zero to its knob.

/// Where a slider's ends, its zero and its knob are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slider {
    /// The left end.
    pub low: i32,
    /// The right end, above the left one.
    pub high: i32,
    /// From where it is filled.
    pub zero: i32,
    /// The knob; beyond an end it stands there.
    pub at: i32,
}

impl Slider {
    /// The cell of a value on a line of so many cells.
    fn cell(&self, value: i32, cells: usize) -> usize {
        let whole = i64::from(self.high - self.low).max(1);
        let part = i64::from(value.clamp(self.low, self.high) - self.low);
        ((part * (cells.max(1) as i64 - 1) + whole / 2) / whole) as usize
    }

    /// The empty line.
    #[must_use]
    pub fn track(&self, cells: usize) -> String {
        let zero = self.cell(self.zero, cells);
        (0..cells).map(|n| if n == zero && self.low < self.zero { '┼' } else { '─' }).collect()
    }

    /// What lies over it: from which cell, and the fill with the knob.
    #[must_use]
    pub fn fill(&self, cells: usize) -> (usize, String) {
        let (zero, at) = (self.cell(self.zero, cells), self.cell(self.at, cells));
        let line = "━".repeat(zero.abs_diff(at));
        if at < zero { (at, format!("●{line}")) } else { (zero, format!("{line}●")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;
    use proptest::prelude::*;

    #[test]
    fn ends_zero_and_knob() {
        let slider = |at| Slider { low: -100, high: 100, zero: 0, at };
        assert_eq!(slider(0).track(5), "──┼──");
        assert_eq!(slider(0).fill(5), (2, "●".to_owned()));
        assert_eq!(slider(100).fill(5), (2, "━━●".to_owned()));
        assert_eq!(slider(-100).fill(5), (0, "●━━".to_owned()));
        assert_eq!(slider(900).fill(5), slider(100).fill(5));
    }

    proptest! {
        #[test]
        fn the_fill_stays_on_the_line(low in -1000i32..0, high in 1i32..1000, at: i32, cells in 1usize..80) {
            let slider = Slider { low, high, zero: 0, at };
            let (from, fill) = slider.fill(cells);
            prop_assert!(from + width(&fill) <= cells);
            prop_assert_eq!(width(&slider.track(cells)), cells);
        }
    }
}
