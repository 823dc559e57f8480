import { chatWords } from './words'

/** Three dots, while the other side is typing. */
export const TypingRow = ({ name }: { name: string }) => (
  <div class="mx-auto max-w-3xl px-3 pb-3 sm:px-6" data-typing>
    <div class="flex w-fit gap-1 rounded-2xl rounded-bl-md bg-card px-4 py-4 shadow-xs">
      <span class="typing-dot size-2 rounded-full bg-muted" />
      <span class="typing-dot size-2 rounded-full bg-muted" />
      <span class="typing-dot size-2 rounded-full bg-muted" />
      <span class="sr-only">{chatWords().typing(name)}</span>
    </div>
  </div>
)
