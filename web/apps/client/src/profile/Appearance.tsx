import { lang, SelectField, setLang, setTheme, type Theme, theme } from '@curhat/ui'
import { words } from '../words'

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** Light or dark, and the language. */
export function Appearance() {
  const t = words.t.profile
  return (
    <div class="grid gap-5 sm:grid-cols-2">
      <SelectField
        label={t.theme}
        value={theme.value}
        onChange={(event) => setTheme((event.currentTarget as unknown as HTMLSelectElement).value as Theme)}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {t.themes[name]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t.language}
        value={lang.value}
        onChange={(event) =>
          setLang((event.currentTarget as unknown as HTMLSelectElement).value === 'en' ? 'en' : 'id')
        }
      >
        <option value="id" lang="id">
          Bahasa Indonesia
        </option>
        <option value="en" lang="en">
          English
        </option>
      </SelectField>
    </div>
  )
}
