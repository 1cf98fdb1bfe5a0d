"""Page objects: what a person sees and can do on each page. A click returns the page that it leads to."""
