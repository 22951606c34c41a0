//! Small positive definite systems, solved with plain IEEE operations in a fixed order.

/// The lower half of a symmetric matrix, column after column: what a step works on stands together.
#[derive(Debug, Default)]
pub(super) struct Lower {
    size: usize,
    values: Vec<f64>,
}

impl Lower {
    /// Makes it a matrix of zeros.
    pub(super) fn clear(&mut self, size: usize) {
        self.size = size;
        self.values.clear();
        self.values.resize(size * (size + 1) / 2, 0.0);
    }

    /// Column `k` from the diagonal down.
    pub(super) fn column(&mut self, k: usize) -> &mut [f64] {
        let from = self.start(k);
        &mut self.values[from..from + self.size - k]
    }

    fn start(&self, k: usize) -> usize {
        k * self.size - k * k.saturating_sub(1) / 2
    }

    /// Replaces a positive definite matrix by its Cholesky factor. `false` when a pivot is not above 0.
    pub(super) fn factor(&mut self) -> bool {
        for k in 0..self.size {
            let after = self.start(k + 1);
            let (done, rest) = self.values.split_at_mut(after);
            let column = &mut done[after - (self.size - k)..];
            if column[0] <= 0.0 || !column[0].is_finite() {
                return false;
            }
            column[0] = column[0].sqrt();
            let pivot = column[0];
            for x in &mut column[1..] {
                *x /= pivot;
            }
            let mut rest = rest;
            for j in 1..column.len() {
                let by = column[j];
                let (next, after) = rest.split_at_mut(column.len() - j);
                rest = after;
                for (x, y) in next.iter_mut().zip(&column[j..]) {
                    *x -= by * *y;
                }
            }
        }
        true
    }

    /// Solves for `x` in place, after [`Self::factor`].
    pub(super) fn solve(&mut self, x: &mut [f64]) {
        for k in 0..self.size {
            let column = self.column(k);
            x[k] /= column[0];
            let by = x[k];
            for (x, y) in x[k + 1..].iter_mut().zip(&column[1..]) {
                *x -= by * *y;
            }
        }
        for k in (0..self.size).rev() {
            let column = self.column(k);
            let mut sum = x[k];
            for (x, y) in x[k + 1..].iter().zip(&column[1..]) {
                sum -= *x * *y;
            }
            x[k] = sum / column[0];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn solutions_solve(size in 1usize..9, seeds in proptest::collection::vec(-5f64..5.0, 81), b in proptest::collection::vec(-9f64..9.0, 9)) {
            // B · Bᵀ + I is positive definite.
            let entry = |i: usize, j: usize| {
                let dot: f64 = (0..size).map(|k| seeds[i * 9 + k] * seeds[j * 9 + k]).sum();
                dot + f64::from(u8::from(i == j))
            };
            let mut matrix = Lower::default();
            matrix.clear(size);
            for k in 0..size {
                for (n, x) in matrix.column(k).iter_mut().enumerate() {
                    *x = entry(k + n, k);
                }
            }
            prop_assert!(matrix.factor());
            let mut x = b[..size].to_vec();
            matrix.solve(&mut x);
            for (i, b) in b[..size].iter().enumerate() {
                let back: f64 = (0..size).map(|j| entry(i, j) * x[j]).sum();
                prop_assert!((back - b).abs() < 1e-6, "{back} {b}");
            }
        }
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        let mut matrix = Lower::default();
        matrix.clear(2);
        matrix.column(0).copy_from_slice(&[1.0, 2.0]);
        matrix.column(1).copy_from_slice(&[1.0]);
        assert!(!matrix.factor());
    }
}
