//! The colours of a scene.

/// A colour in sRGB with straight (not premultiplied) alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgba8 {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
    /// Opacity, 255 is opaque.
    pub alpha: u8,
}

impl Rgba8 {
    /// The opaque colour of a number such as `0x1F5FD0`.
    pub const fn from_hex(hex: u32) -> Self {
        Rgba8 { red: (hex >> 16) as u8, green: (hex >> 8) as u8, blue: hex as u8, alpha: 255 }
    }

    /// The same colour at an opacity from 0 to 1.
    pub fn with_opacity(self, opacity: f32) -> Self {
        Rgba8 { alpha: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8, ..self }
    }

    /// This colour mixed towards another, component by component in sRGB; 0 keeps it, 1 gives the other.
    pub fn mixed(self, other: Rgba8, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Rgba8 {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
            alpha: mix(self.alpha, other.alpha),
        }
    }
}
