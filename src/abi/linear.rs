//! The component's own memory, and all unsafe code that reads and writes it.

#![allow(
    unsafe_code,
    reason = "values lie in linear memory as the canonical ABI puts them; a test compares the layout with wit-parser's"
)]

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ptr;

use super::memory::Memory;
use visual_catalog::layout::OPTIONS_ALIGN;

/// Memory whose addresses are those of pointers.
pub struct Linear;

const fn layout(size: usize, align: usize) -> Layout {
    // SAFETY: alignments are powers of two, and no block comes near isize::MAX.
    unsafe { Layout::from_size_align_unchecked(size, align) }
}

impl Linear {
    /// The memory of this component.
    ///
    /// # Safety
    /// Every address that is used lies in a block that the canonical ABI gave
    /// to this component, or that [`Memory::allocate`] did, and a block that is
    /// freed or taken has one owner.
    pub unsafe fn new() -> Linear {
        Linear
    }

    /// The address of a pointer.
    pub fn address(pointer: *mut u8) -> usize {
        pointer.expose_provenance()
    }

    /// The pointer to an address.
    pub fn pointer(at: usize) -> *mut u8 {
        ptr::with_exposed_provenance_mut(at)
    }

    /// A block of zeros with the strictest alignment.
    pub fn allocate_zeroed(&mut self, size: usize) -> usize {
        let at = self.allocate(size, OPTIONS_ALIGN);
        // SAFETY: the block is new and has this size.
        unsafe { Linear::pointer(at).write_bytes(0, size) };
        at
    }

    /// Copies bytes between blocks.
    pub fn copy(&mut self, from: usize, to: usize, length: usize) {
        // SAFETY: by the promise of `new`; blocks do not overlap.
        unsafe {
            Linear::pointer(to).copy_from_nonoverlapping(Linear::pointer(from), length);
        }
    }

    /// Writes zeros.
    pub fn clear(&mut self, at: usize, length: usize) {
        // SAFETY: by the promise of `new`.
        unsafe { Linear::pointer(at).write_bytes(0, length) }
    }
}

impl Memory for Linear {
    fn read<const N: usize>(&self, at: usize) -> [u8; N] {
        // SAFETY: by the promise of `new`; bytes have no alignment.
        unsafe { Linear::pointer(at).cast::<[u8; N]>().read() }
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        // SAFETY: by the promise of `new`; a slice is not part of such a block.
        unsafe {
            Linear::pointer(at).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        }
    }

    fn take(&mut self, at: usize, length: usize) -> Vec<u8> {
        if length == 0 {
            return Vec::new();
        }
        // SAFETY: by the promise of `new`: length and capacity are one.
        unsafe { Vec::from_raw_parts(Linear::pointer(at), length, length) }
    }

    fn give(&mut self, text: String) -> usize {
        let text: &'static mut str = Box::leak(text.into_boxed_str());
        Linear::address(text.as_mut_ptr())
    }

    fn allocate(&mut self, size: usize, align: usize) -> usize {
        // SAFETY: no block that is asked for is empty.
        let block = unsafe { alloc(layout(size, align)) };
        if block.is_null() {
            handle_alloc_error(layout(size, align));
        }
        Linear::address(block)
    }

    fn free(&mut self, at: usize, size: usize, align: usize) {
        // SAFETY: by the promise of `new`.
        unsafe { dealloc(Linear::pointer(at), layout(size, align)) }
    }
}
