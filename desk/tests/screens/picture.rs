//! Draws what the window would show into memory, without a window system or a graphics card: egui's triangles, one pixel
//! after the other. Slow, and the same on every machine.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    path::Path,
    rc::Rc,
};

use eframe::egui::{
    self, Color32, ImageData, Pos2, Rect, Rgba, TextureId, TexturesDelta,
    epaint::{ClippedPrimitive, Mesh, Primitive, Vertex},
};
use egui_kittest::TestRenderer;

/// Size and pixels of a texture.
type Image = ([usize; 2], Vec<Color32>);
/// What was uploaded so far.
pub type Textures = Rc<RefCell<HashMap<TextureId, Image>>>;

/// Keeps the textures; drawing is asked for apart.
pub struct Keeper(pub Textures);

impl TestRenderer for Keeper {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.borrow_mut();
        for (id, changes) in std::mem::take(&mut delta.set) {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                match change.pos {
                    None => {
                        textures.insert(id, (image.size, image.pixels.clone()));
                    }
                    Some([left, top]) => {
                        let (size, pixels) = textures.get_mut(&id).unwrap();
                        for row in 0..image.size[1] {
                            let to = (top + row) * size[0] + left;
                            let from = row * image.size[0];
                            pixels[to..to + image.size[0]]
                                .copy_from_slice(&image.pixels[from..from + image.size[0]]);
                        }
                    }
                }
            }
        }
    }
}

/// A picture being drawn.
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

impl Picture {
    /// Draws these primitives on this ground, on a screen of so many points.
    pub fn of(
        primitives: &[ClippedPrimitive],
        textures: &Textures,
        ground: Color32,
        (size, scale): (egui::Vec2, f32),
    ) -> Self {
        let (width, height) = ((size.x * scale) as usize, (size.y * scale) as usize);
        let mut picture = Self {
            width,
            height,
            pixels: vec![ground; width * height],
        };
        let textures = textures.borrow();
        for one in primitives {
            if let Primitive::Mesh(mesh) = &one.primitive {
                picture.mesh(mesh, &textures[&mesh.texture_id], one.clip_rect, scale);
            }
        }
        picture
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Image, clip: Rect, scale: f32) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |at: usize| mesh.vertices[corners[at] as usize];
            self.triangle([corner(0), corner(1), corner(2)], texture, clip, scale);
        }
    }

    fn triangle(&mut self, corners: [Vertex; 3], texture: &Image, clip: Rect, scale: f32) {
        let [a, b, c] = corners.map(|corner| corner.pos * scale);
        let area = cross(a, b, c);
        if area == 0.0 {
            return;
        }
        let clip = Rect::from_min_max(clip.min * scale, clip.max * scale);
        let bounds = Rect::from_points(&[a, b, c]).intersect(clip);
        let range = |from: f32, to: f32, most: usize| {
            (from.floor().max(0.0) as usize)..(to.ceil().max(0.0) as usize).min(most)
        };
        for y in range(bounds.min.y, bounds.max.y, self.height) {
            for x in range(bounds.min.x, bounds.max.x, self.width) {
                let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let parts =
                    [cross(at, b, c), cross(a, at, c), cross(a, b, at)].map(|part| part / area);
                if !clip.contains(at) || parts.iter().any(|part| *part < 0.0) {
                    continue;
                }
                let mix = |of: fn(&Vertex) -> f32| -> f32 {
                    corners
                        .iter()
                        .zip(parts)
                        .map(|(corner, part)| of(corner) * part)
                        .sum()
                };
                let tint = [0, 1, 2, 3].map(|channel| {
                    let sum = corners.iter().zip(parts);
                    sum.map(|(one, part)| f32::from(one.color.to_array()[channel]) * part)
                        .sum::<f32>()
                });
                let texel = sample(texture, mix(|one| one.uv.x), mix(|one| one.uv.y));
                let source: [f32; 4] =
                    std::array::from_fn(|channel| tint[channel] * texel[channel] / 255.0);
                let below = &mut self.pixels[y * self.width + x];
                let old = below.to_array();
                let new: [u8; 4] = std::array::from_fn(|channel| {
                    let kept = f32::from(old[channel]) * (1.0 - source[3] / 255.0);
                    (source[channel] + kept).round().clamp(0.0, 255.0) as u8
                });
                *below = Color32::from_rgba_premultiplied(new[0], new[1], new[2], new[3]);
            }
        }
    }

    /// Writes it as a PNG file.
    pub fn write(&self, path: &Path) {
        let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        let (palette, places) = self.in_palette();
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(png::Compression::High);
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&places)
            .unwrap();
    }

    /// The most frequent colours, red, green and blue of each, and the place of each pixel's among them. The few others are
    /// edges of letters: the nearest stands for each, which makes a file half as long.
    fn in_palette(&self) -> (Vec<u8>, Vec<u8>) {
        let rgb = |one: &Color32| [one.r(), one.g(), one.b()];
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for pixel in &self.pixels {
            *counts.entry(rgb(pixel)).or_default() += 1;
        }
        let mut colours: Vec<[u8; 3]> = counts.keys().copied().collect();
        colours.sort_by_key(|one| std::cmp::Reverse(counts[one]));
        colours.truncate(256);
        let far = |a: &[u8; 3], b: &[u8; 3]| -> u32 {
            a.iter()
                .zip(b)
                .map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2))
                .sum()
        };
        let nearest = |one: &[u8; 3]| {
            let place = (0..colours.len()).min_by_key(|at| far(&colours[*at], one));
            place.unwrap() as u8
        };
        let places: BTreeMap<[u8; 3], u8> = counts.keys().map(|one| (*one, nearest(one))).collect();
        let pixels = self.pixels.iter().map(|pixel| places[&rgb(pixel)]);
        (colours.concat(), pixels.collect())
    }
}

/// Twice the area of a triangle, signed.
fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// The texture's colour between its four nearest pixels.
fn sample((size, pixels): &Image, u: f32, v: f32) -> [f32; 4] {
    let place = |share: f32, len: usize| {
        let at = (share * len as f32 - 0.5).clamp(0.0, len as f32 - 1.0);
        let low = at.floor() as usize;
        (low, (low + 1).min(len - 1), at - at.floor())
    };
    let (left, right, x) = place(u, size[0]);
    let (top, bottom, y) = place(v, size[1]);
    let texel =
        |column: usize, row: usize| pixels[row * size[0] + column].to_array().map(f32::from);
    let (a, b, c, d) = (
        texel(left, top),
        texel(right, top),
        texel(left, bottom),
        texel(right, bottom),
    );
    std::array::from_fn(|channel| {
        let above = a[channel] * (1.0 - x) + b[channel] * x;
        let below = c[channel] * (1.0 - x) + d[channel] * x;
        above * (1.0 - y) + below * y
    })
}

/// WCAG's contrast of two colours, 1 to 21.
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let linear = Rgba::from(colour);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
