// Runs before the first paint: the reader's formats, and the theme chosen by the reader, or the browser's. The server has chosen the
// language: see chooseLanguage.

(() => {
  const root = document.documentElement;
  const year = 365 * 24 * 60 * 60; // s
  const languageOf = tag => tag.split('-')[0].toLowerCase();

  // Dates in the format of the reader's country, if the browser tells it.
  root.dataset.locale = navigator.languages.find(tag => languageOf(tag) === languageOf(root.lang)) ?? root.lang;

  // In a cookie, because the server writes the page in that language. Without it, the browser's Accept-Language counts.
  window.chooseLanguage = tag => {
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `language=${tag}; path=/; max-age=${year}; samesite=lax${secure}`;
    location.reload();
  };

  window.applyTheme = () => {
    const theme = localStorage.getItem('theme');
    if (theme) {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  };
  window.chooseTheme = theme => {
    if (['light', 'dark'].includes(theme)) {
      localStorage.setItem('theme', theme);
    } else {
      localStorage.removeItem('theme');
    }
    applyTheme();
  };
  applyTheme();
})();
