// A storyboard is kept: its visitor's cookie is, too, from now on.
fetch("/visitor/keep", {method: "POST"}).catch(() => {});
