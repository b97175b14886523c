//! A file that is an image, as far as its head and its end.

/// A PNG of this size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    file.extend(b"\0\0\0\0IEND\xaeB`\x82");
    file
}
