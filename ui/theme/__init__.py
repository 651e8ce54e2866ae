"""How everything looks: tokens, and what palette, stylesheet and fonts are made of from them."""
