// Have the browser keep what the next slide's map will ask for, once it has nothing else to do. Answers are kept for a day or for
// good: whoever asks again gets them from the browser. They are read to the end, else they are not kept.
(files => {
  const ask = () => files.forEach(file => fetch(file, {priority: "low"}).then(answer => answer.arrayBuffer()).catch(() => {}));
  window.requestIdleCallback ? requestIdleCallback(ask, {timeout: 3000}) : setTimeout(ask, 500);
})(JSON.parse(document.currentScript.dataset.files));
