//! Small pieces that the panes are drawn with. They know text, numbers and styles, but neither tracks nor the state.

pub mod bar;
pub mod fold;
pub mod frame;
pub mod row;
pub mod slider;
pub mod status;
