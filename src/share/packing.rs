//! Bytes to link characters and back: deflate with words known beforehand, a checksum, base64url.
//!
//! Before base64: the number of packed bytes (3 bytes, lowest first), CRC-32 of the packed bytes (4 bytes,
//! lowest first), the packed bytes. The number tells a cut link from a changed one.

use super::dictionary::WORDS;
use super::LinkFault;
use base64ct::{Base64UrlUnpadded, Encoding};
use miniz_oxide::deflate::core::{
    compress, create_comp_flags_from_zip_params, CompressorOxide, TDEFLFlush, TDEFLStatus,
};
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{decompress, DecompressorOxide};
use miniz_oxide::inflate::TINFLStatus;

const HEAD: usize = 7;

/// Packs bytes into characters that need no escaping in an address.
pub fn pack(bytes: &[u8]) -> String {
    let packed = deflate(bytes);
    let mut out = Vec::with_capacity(HEAD + packed.len());
    out.extend((packed.len() as u32).to_le_bytes().into_iter().take(3));
    out.extend(crc32(&packed).to_le_bytes());
    out.extend(packed);
    Base64UrlUnpadded::encode_string(&out)
}

/// Unpacks what [`pack`] wrote; `most` bytes at most.
pub fn unpack(text: &str, most: usize) -> Result<Vec<u8>, LinkFault> {
    // Chat programs take the full stop or the bracket behind a link for a part of it.
    let text = text.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return Err(LinkFault::Changed);
    }
    let len = packed_len(text).ok_or(LinkFault::Cut)?;
    let whole = ((HEAD + len) * 4).div_ceil(3);
    match text.len().cmp(&whole) {
        std::cmp::Ordering::Less => return Err(LinkFault::Cut),
        std::cmp::Ordering::Greater => return Err(LinkFault::Changed),
        std::cmp::Ordering::Equal => {}
    }
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| LinkFault::Changed)?;
    let (head, packed) = bytes.split_at_checked(HEAD).ok_or(LinkFault::Cut)?;
    if head.get(3..) != Some(&crc32(packed).to_le_bytes()[..]) {
        return Err(LinkFault::Changed);
    }
    inflate(packed, most)
}

/// The number of packed bytes, from the first four characters.
fn packed_len(text: &str) -> Option<usize> {
    let head = Base64UrlUnpadded::decode_vec(text.get(..4)?).ok()?;
    head.iter().rev().try_fold(0_usize, |len, byte| Some(len << 8 | usize::from(*byte)))
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut state = CompressorOxide::new(create_comp_flags_from_zip_params(9, -15, 0));
    // The words go in first and their output is thrown away: what follows may refer to them.
    let mut sink = vec![0; WORDS.len() + 1024];
    let mut read = 0;
    while let Some(rest) = WORDS.as_bytes().get(read..) {
        let (_, taken, written) = compress(&mut state, rest, &mut sink, TDEFLFlush::Sync);
        read += taken;
        if written < sink.len() && read >= WORDS.len() {
            break;
        }
    }
    let mut out = Vec::new();
    let mut piece = [0; 4096];
    let mut read = 0;
    loop {
        let rest = bytes.get(read..).unwrap_or(&[]);
        let (status, taken, written) = compress(&mut state, rest, &mut piece, TDEFLFlush::Finish);
        read += taken;
        out.extend_from_slice(piece.get(..written).unwrap_or(&[]));
        if status != TDEFLStatus::Okay {
            return out;
        }
    }
}

fn inflate(packed: &[u8], most: usize) -> Result<Vec<u8>, LinkFault> {
    let mut out = vec![0; WORDS.len() + most];
    let Some(words) = out.get_mut(..WORDS.len()) else { return Err(LinkFault::TooLarge) };
    words.copy_from_slice(WORDS.as_bytes());
    let mut state = Box::<DecompressorOxide>::default();
    let (status, _, written) =
        decompress(&mut state, packed, &mut out, WORDS.len(), TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
    match status {
        TINFLStatus::Done => {
            out.truncate(WORDS.len() + written);
            Ok(out.split_off(WORDS.len()))
        }
        TINFLStatus::HasMoreOutput => Err(LinkFault::TooLarge),
        _ => Err(LinkFault::Changed),
    }
}

/// CRC-32 as zip and PNG have it, bit by bit: links are short.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(crc & 1)));
        }
    }
    !crc
}
