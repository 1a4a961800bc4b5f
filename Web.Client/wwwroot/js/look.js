// Runs before anything is painted: the language and the colours that the reader has chosen, or the browser's own.

(() => {
  const languages = { en: 'en', zh: 'zh-CN' }; // Language/Languages.cs lists them too
  const root = document.documentElement;
  const language = tag => languages[tag?.split('-')[0].toLowerCase()];

  const wanted = language(localStorage.getItem('language')) ?? navigator.languages.map(language).find(Boolean) ?? 'en';
  root.lang = wanted;
  // Dates as the reader's country writes them, where the browser says which that is.
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
