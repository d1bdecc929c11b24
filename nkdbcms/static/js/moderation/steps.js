// What a form of these pages does in the place of being sent. Its sentences stand in its data
// attributes: `working`, `failed`, and one for each kind of error, by the name of its class.

export class Told extends Error {
  // An error that brings its sentence, out of the page, along.
  constructor(sentence) {
    super();
    this.sentence = sentence;
  }
}

// The sentence about an error out of the data attributes of an element.
export function sentenceFor(error, { dataset }) {
  const { name } = error.constructor;
  return error.sentence ?? dataset[name[0].toLowerCase() + name.slice(1)] ?? dataset.failed;
}

export const show = (element) => {
  element.hidden = false;
};

// Shows the form and does `deed` when it is submitted; `deed` may give a sentence for the end.
export function onSubmit(form, deed) {
  const status = form.querySelector("[data-status]");
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    status.textContent = form.dataset.working;
    try {
      status.textContent = (await deed()) ?? "";
    } catch (error) {
      status.textContent = sentenceFor(error, form);
    }
    isBusy = false;
  });
}

// What was typed into a field; the field is empty afterwards.
export function take(field) {
  const text = field.value;
  field.value = "";
  return text;
}
