//! Numbers and strings as bytes: numbers in groups of seven bits, strings behind their length.

/// Writes the format.
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// Begins with the version.
    pub fn new(version: u8) -> Self {
        Self { out: vec![version] }
    }

    /// A number, seven bits a byte, the lowest first; the top bit says that more follow.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.out.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.out.push(number as u8);
    }

    /// A string, cut at `most` bytes.
    pub fn string(&mut self, text: &str, most: usize) {
        let mut end = text.len().min(most);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.number(end as u64);
        self.out.extend_from_slice(text.get(..end).unwrap_or("").as_bytes());
    }

    /// The number of items, at most `most`, then each.
    pub fn list<T>(&mut self, items: impl Iterator<Item = T>, most: usize, mut write: impl FnMut(&mut Self, T)) {
        let items: Vec<T> = items.take(most).collect();
        self.number(items.len() as u64);
        for item in items {
            write(self, item);
        }
    }

    /// All bytes.
    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

/// Reads the format. Everything that does not fit is `None`.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads the version first.
    pub fn new(bytes: &'a [u8], version: u8) -> Option<Self> {
        let (first, rest) = bytes.split_first()?;
        (*first == version).then_some(Self { rest })
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number of items, at most `most`.
    pub fn count(&mut self, most: usize) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= most)
    }

    /// A string of at most `most` bytes.
    pub fn string(&mut self, most: usize) -> Option<&'a str> {
        let len = self.count(most)?;
        let text = std::str::from_utf8(self.rest.get(..len)?).ok()?;
        self.rest = self.rest.get(len..)?;
        Some(text)
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }
}
