// What a picture of a page would show to whoever looks closely.
() => {
  const faults = [], root = document.documentElement;
  const words = one => one.tagName.toLowerCase() + (one.className && one.className.baseVal === undefined
    ? '.' + one.className.trim().split(/\s+/).join('.') : '') + ' “' + one.textContent.trim().slice(0, 40) + '”';
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 0) faults.push(`${wide} px too wide`);
  const headings = [...document.querySelectorAll('h1')].length;
  if (headings !== 1) faults.push(`${headings} first headings`);
  for (const one of document.querySelectorAll('h1, h2, h3, h4, h5, h6, legend, th, dt, caption'))
    if (!one.textContent.trim()) faults.push('empty ' + words(one));
  const title = document.title.trim();
  if (!title) faults.push('no title');
  if (document.querySelector('.nhsuk-error-summary') && !/^Error: /.test(document.title))
    faults.push('the title does not say that there is an error: ' + document.title);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || !one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    if (one.closest('svg, select, textarea, script, style, noscript, .nhsuk-u-visually-hidden, .nhsuk-skip-link')) continue;
    const style = getComputedStyle(one), range = document.createRange();
    if (one.closest('thead') && getComputedStyle(one.closest('thead')).position === 'absolute') continue;
    if (style.clip !== 'auto' || style.clipPath !== 'none' || style.textOverflow === 'ellipsis') continue;
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (!text.width) continue;
    const scrolls = one.closest('.nhsuk-table-container, .print-scroll, .heat-scroll, .mail-source, pre, [tabindex="0"]');
    if (!scrolls && (text.right > root.clientWidth + 1 || text.left < -1)) faults.push('over the edge: ' + words(one));
    const around = one.closest('.nhsuk-button, .nhsuk-tag, .chip, td, th, .nhsuk-card, .side-panel, .badge, .verb, .row, .case');
    if (around && text.right > around.getBoundingClientRect().right + 1) faults.push('out of its box: ' + words(one));
    for (let holder = one; holder && !scrolls; holder = holder.parentElement)
      if (['hidden', 'clip'].includes(getComputedStyle(holder).overflowX) && text.right > holder.getBoundingClientRect().right + 1)
        faults.push('cut off: ' + words(one));
    if (one.closest('td, th') && text.width < 40 && text.height > 160) faults.push('a column too narrow: ' + words(one));
  }
  return [...new Set(faults)];
}
