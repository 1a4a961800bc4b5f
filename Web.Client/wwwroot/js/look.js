// Runs before the first paint: sets the language and the theme chosen by the reader, or the browser's.

(() => {
  const languages = { en: 'en', zh: 'zh-CN' }; // Language/Languages.cs lists them too
  const root = document.documentElement;
  const language = tag => languages[tag?.split('-')[0].toLowerCase()];

  const wanted = language(localStorage.getItem('language')) ?? navigator.languages.map(language).find(Boolean) ?? 'en';
  root.lang = wanted;
  // Dates in the format of the reader's country, if the browser tells it.
  root.dataset.locale = navigator.languages.find(tag => language(tag) === wanted) ?? wanted;

  window.applyTheme = () => {
    const theme = localStorage.getItem('theme');
    if (theme) {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  };
  applyTheme();
})();
