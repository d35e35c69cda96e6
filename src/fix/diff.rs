//! Line diff of a command before and after.

use crate::diagnose::DiffLine;

/// Most cells of the table; beyond it the changed middle is shown as taken out and put in.
const MOST_CELLS: usize = 250_000;

/// The lines of both texts, kept ones once.
pub fn lines(before: &str, after: &str) -> Vec<DiffLine> {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let middle_old = old.get(head..old.len() - tail).unwrap_or(&[]);
    let middle_new = new.get(head..new.len() - tail).unwrap_or(&[]);

    let same = |lines: &[&str]| lines.iter().map(|line| DiffLine::Same((*line).to_owned())).collect::<Vec<_>>();
    let mut out = same(old.get(..head).unwrap_or(&[]));
    out.extend(middle(middle_old, middle_new));
    out.extend(same(old.get(old.len() - tail..).unwrap_or(&[])));
    out
}

/// Longest common subsequence, small; else everything out and in.
fn middle(old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let removed = |line: &&str| DiffLine::Removed((*line).to_owned());
    let added = |line: &&str| DiffLine::Added((*line).to_owned());
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > MOST_CELLS {
        return old.iter().map(removed).chain(new.iter().map(added)).collect();
    }
    // table[i][j]: length of the longest common part of old[i..] and new[j..].
    let mut table = vec![0_u32; (old.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best =
                if a == b { at(&table, i + 1, j + 1) + 1 } else { at(&table, i + 1, j).max(at(&table, i, j + 1)) };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::with_capacity(old.len() + new.len());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                out.push(DiffLine::Same((*a).to_owned()));
                i += 1;
                j += 1;
            }
            (Some(a), b) if b.is_none() || at(&table, i + 1, j) >= at(&table, i, j + 1) => {
                out.push(removed(a));
                i += 1;
            }
            (_, Some(b)) => {
                out.push(added(b));
                j += 1;
            }
            _ => return out,
        }
    }
}
