// The exit link takes the place of this page in the history, so that "back" does not lead here.
for (const link of document.querySelectorAll(".exit a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    location.replace(link.href);
  });
}
