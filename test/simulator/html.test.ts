import { expect, test } from 'vitest'
import { html, when } from '../../src/simulator/page/html.ts'

test('what is put into a page is text, not markup, but for pieces of pages', () => {
  const name = `<img src=x onerror="alert('1')">&`
  expect(html`<b title="${name}">${name}</b>`.markup).toBe(
    '<b title="&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;">&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;</b>',
  )
  expect(html`<p>${[html`<i>1</i>`, html`<i>${2}</i>`]}${when(false, () => html`no`)}</p>`.markup).toBe(
    '<p><i>1</i><i>2</i></p>',
  )
})
