// The page's own script: the token, Missive, which page is shown, errors beside their fields, downloads. htmx does the rest.
(() => {
  'use strict';

  const KEY = 'outlier_token';
  const LANGUAGE = 'outlier_language';
  // A sentence of the API that has no translation is English in each language of the page.
  const API_LANGUAGE = 'en';
  const FIRST_PAGE = 'today';
  const framed = window.top !== window.self;
  const find = (selector, root = document) => root.querySelector(selector);
  const page = find('#page');
  const signIn = find('#sign-in');
  const alert = find('#alert');
  let token = null;
  let missive = null;
  let conversation = null;
  let shown = null;
  let unsaved = [];

  // Where a browser forbids a framed page its storage, the token lives as long as the page.
  const browser = {
    async get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    async set(key, value) {
      try {
        if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
      } catch {
        say(document.body.dataset.kept);
      }
    },
  };
  const store = {
    get: async (key) => missive?.storeGet ? (await missive.storeGet(key)) ?? null : browser.get(key),
    set: async (key, value) => missive?.storeSet ? missive.storeSet(key, value) : browser.set(key, value),
  };

  function load(element) {
    return new Promise((resolve) => {
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      document.head.prepend(element);
    });
  }

  async function joinMissive() {
    if (!framed) return;
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'https://integrations.missiveapp.com/missive.css' });
    const styled = load(style);
    const script = Object.assign(document.createElement('script'), { src: 'https://integrations.missiveapp.com/missive.js' });
    if (!await load(script) || !window.Missive) return;
    missive = window.Missive;
    await styled;
    chooseColors();
    setInterval(chooseColors, 5000);
    missive.on('change:conversations', (ids) => {
      conversation = ids?.length === 1 ? ids[0] : null;
      if (shown === 'person') show();
    }, { retroactive: true });
  }

  // Whether Missive's theme is dark can be seen only; outside it is what the system prefers.
  function chooseColors() {
    let dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const given = missive && getComputedStyle(document.documentElement).getPropertyValue('--missive-background-color').trim();
    if (given) {
      const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
      dark = 0.299 * red + 0.587 * green + 0.114 * blue < 128;
    }
    document.documentElement.classList.toggle('dark', dark);
  }

  // The shell carries no cookie, so a chosen language is remembered here and asked for again.
  async function chooseLanguage() {
    const asked = new URLSearchParams(location.search).get('lang');
    if (asked) {
      await store.set(LANGUAGE, asked);
      return false;
    }
    const kept = await store.get(LANGUAGE);
    if (!kept || kept === document.documentElement.lang) return false;
    location.replace(`?lang=${encodeURIComponent(kept)}${location.hash}`);
    return true;
  }

  function say(message, language = '') {
    alert.textContent = message;
    if (language) alert.lang = language; else alert.removeAttribute('lang');
    alert.hidden = !message;
  }

  function askForToken(message, language) {
    token = null;
    signIn.hidden = false;
    find('nav').hidden = true;
    find('footer').hidden = true;
    page.replaceChildren();
    shown = null;
    say(message ?? '', language);
    find('#token').focus();
  }

  // A page's address is behind the #, which no server sees: today, campaigns/12, campaigns?page=2.
  function path() {
    const wanted = location.hash.slice(1);
    return /^[a-z]+(\/[a-z0-9-]+)*(\?[^#]*)?$/.test(wanted) ? wanted : FIRST_PAGE;
  }

  function show() {
    if (!token) return askForToken();
    const wanted = path();
    shown = wanted;
    signIn.hidden = true;
    find('nav').hidden = false;
    find('footer').hidden = false;
    say('');
    const name = wanted.split(/[/?]/)[0];
    for (const link of document.querySelectorAll('nav a')) {
      if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    }
    const address = wanted === 'person' && conversation ? `person?conversation=${encodeURIComponent(conversation)}` : wanted;
    // Of two pages that are asked for, the later one is meant: #page replaces a request of its own that is still on its way.
    htmx.ajax('GET', `/desk/${address}`, { source: page, target: page, swap: 'innerHTML show:window:top' }).catch(() => { });
  }

  function clearErrors(form) {
    for (const note of form.querySelectorAll('.error[data-made]')) note.remove();
    for (const field of form.querySelectorAll('[aria-invalid]')) {
      field.removeAttribute('aria-invalid');
      const before = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== `error-${field.name}`);
      if (before.length) field.setAttribute('aria-describedby', before.join(' ')); else field.removeAttribute('aria-describedby');
    }
  }

  // The API's sentences name their field, such as "runAt must be in the future": the sentence goes beside that field.
  function showError(element, message, language = '') {
    const form = element?.closest?.('form');
    if (!form || !page.contains(form)) {
      say(message, language);
      alert.scrollIntoView({ block: 'nearest' });
      return;
    }
    clearErrors(form);
    const words = message.toLowerCase().split(/[^a-z0-9_]+/);
    const field = [...form.elements].find((input) => input.name && input.type !== 'hidden' && words.includes(input.name.toLowerCase()));
    const note = Object.assign(document.createElement('p'), { className: 'error', textContent: message });
    note.dataset.made = '';
    if (language) note.lang = language;
    note.setAttribute('role', 'alert');
    if (field) {
      note.id = `error-${field.name}`;
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), note.id].filter(Boolean).join(' '));
      field.after(note);
      field.focus();
    } else {
      form.append(note);
      note.scrollIntoView({ block: 'nearest' });
    }
  }

  function messageOf(xhr) {
    try { return JSON.parse(xhr.responseText).message || `HTTP ${xhr.status}`; } catch { return `HTTP ${xhr.status}`; }
  }

  async function download(link) {
    const filter = link.dataset.filter && find(`#${link.dataset.filter}`)?.value;
    const address = filter ? `${link.dataset.download}?outcome=${encodeURIComponent(filter)}` : link.dataset.download;
    const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) {
      return say((await answer.json().catch(() => ({}))).message ?? `HTTP ${answer.status}`, API_LANGUAGE);
    }
    const file = URL.createObjectURL(await answer.blob());
    Object.assign(document.createElement('a'), { href: file, download: link.dataset.name }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60000);
  }

  document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers.Authorization = `Bearer ${token}`;
    event.detail.headers['Accept-Language'] = document.documentElement.lang;
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    const { elt } = event.detail;
    // A card renews itself, but not where nobody looks, and not under somebody's hands.
    if (elt.matches?.('.batch') && (document.hidden || elt.querySelector('details[open]')
      || (elt.contains(document.activeElement) && document.activeElement.matches('a, button, input, summary')))) {
      event.preventDefault();
      return;
    }
    const form = elt.closest?.('form');
    if (form && event.detail.requestConfig.verb !== 'get') clearErrors(form);
    elt.setAttribute('aria-busy', 'true');
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    event.detail.elt.removeAttribute('aria-busy');
    const bar = find('progress[data-upload]', event.detail.elt.closest?.('form') ?? document);
    if (bar) bar.hidden = true;
  });
  document.addEventListener('htmx:responseError', (event) => {
    const { xhr, elt } = event.detail;
    const language = xhr.getResponseHeader('Content-Language') ?? API_LANGUAGE;
    if (xhr.status === 401) return askForToken(messageOf(xhr), language);
    // A part that fills itself in again in a few seconds says so then.
    if (elt.hasAttribute?.('data-quiet')) return;
    showError(elt, messageOf(xhr), language);
  });
  document.addEventListener('htmx:sendError', (event) => {
    if (!event.detail.elt.hasAttribute?.('data-quiet')) showError(event.detail.elt, document.body.dataset.offline);
  });
  document.addEventListener('htmx:timeout', (event) => showError(event.detail.elt, document.body.dataset.tooLong));
  document.addEventListener('htmx:xhr:progress', (event) => {
    const bar = find('progress[data-upload]', event.target.closest?.('form') ?? document);
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.max = event.detail.total;
    // All of it has left: the server reads it now, and nobody knows for how long.
    if (event.detail.loaded === event.detail.total) bar.removeAttribute('value'); else bar.value = event.detail.loaded;
  });
  // A form that is saved brings the whole page anew. What somebody has begun to write in another form of it stays.
  document.addEventListener('input', (event) => {
    if (page.contains(event.target) && !event.target.matches('[type=file], [type=checkbox], [type=radio]')) event.target.dataset.touched = '';
  });
  // What shares add up to, while somebody types. The API judges what is saved.
  document.addEventListener('input', (event) => {
    const form = event.target.form;
    const total = form && find('[data-total]', form);
    if (!total || !event.target.name.startsWith(total.dataset.total)) return;
    const shares = [...form.elements].filter((field) => field.name.startsWith(total.dataset.total));
    const hundredths = shares.reduce((sum, field) => sum + Math.round(100 * parseFloat(field.value.replace(',', '.')) || 0), 0);
    const isTooMuch = hundredths > 10000;
    total.textContent = (isTooMuch ? total.dataset.tooMuch : total.dataset.text).replace('{0}', hundredths / 100);
    total.classList.toggle('warning', isTooMuch);
    total.classList.toggle('hint', !isTooMuch);
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { target, requestConfig } = event.detail;
    if (target !== page) return;
    const own = requestConfig.elt.closest?.('form');
    unsaved = requestConfig.verb === 'get' ? [] : [...page.querySelectorAll('[data-touched]')]
      .filter((field) => field.id && !own?.contains(field))
      .map((field) => ({ heading: find('h1', page)?.textContent, id: field.id, value: field.value }));
  });
  function restore(heading) {
    for (const { id, value } of unsaved.filter((kept) => kept.heading === heading.textContent)) {
      const field = document.getElementById(id);
      if (!field || field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    unsaved = [];
  }
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.detail.target === page) {
      const heading = find('h1', page);
      if (heading) {
        document.title = heading.textContent;
        restore(heading);
        heading.tabIndex = -1;
        // What was just made has an address of its own.
        if (heading.dataset.address && path() !== heading.dataset.address) {
          history.pushState(null, '', `#${heading.dataset.address}`);
          shown = heading.dataset.address;
        }
        // What an action did is where a screen reader and the keyboard go on.
        const notice = find('[data-focus]', page);
        if (notice) notice.focus(); else heading.focus({ preventScroll: true });
      }
    } else {
      // What an action says is where a keyboard goes on.
      find('[data-focus]', event.detail.elt)?.focus();
    }
  });

  document.addEventListener('click', (event) => {
    const target = event.target.closest('[data-download], [data-replace], [data-skip]');
    if (!target) return;
    if (target.dataset.download) {
      event.preventDefault();
      download(target);
    } else if (target.dataset.replace) {
      const field = target.closest('form').elements[target.dataset.replace];
      field.value = target.dataset.text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    } else {
      event.preventDefault();
      page.focus();
    }
  });

  // One key decides, where a page offers it and nobody is typing.
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return;
    const button = [...page.querySelectorAll('[data-key]')].find((candidate) => candidate.dataset.key === event.key.toLowerCase());
    if (button) {
      event.preventDefault();
      button.click();
    }
  });

  for (const name of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(name, (event) => {
      const place = event.target.closest?.('[data-drop]');
      if (!place) return;
      event.preventDefault();
      place.classList.toggle('over', name === 'dragover');
      const input = find('input[type=file]', place);
      if (name === 'drop' && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
  }

  signIn.addEventListener('submit', async (event) => {
    event.preventDefault();
    token = find('#token').value.trim();
    find('#token').value = '';
    await store.set(KEY, token);
    show();
  });
  find('#sign-out').addEventListener('click', async () => {
    await store.set(KEY, null);
    askForToken();
  });
  window.addEventListener('hashchange', () => {
    if (location.hash !== '#page') show();
  });

  async function start() {
    chooseColors();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', chooseColors);
    await joinMissive();
    const given = /^#token=(.+)$/.exec(location.hash);
    if (given) {
      await store.set(KEY, decodeURIComponent(given[1]));
      history.replaceState(null, '', location.pathname + location.search);
    }
    if (await chooseLanguage()) return;
    token = await store.get(KEY);
    show();
  }

  start();
})();
