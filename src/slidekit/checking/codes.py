"""The codes of all that can be ignored: a test holds the list equal to that of ``docs/troubleshooting.md``. Judges nothing."""

CODES = frozenset(
    """
accessibility bad-background bad-field-value bad-indentation bad-step blank-slide broken-plugin
circular-include console-error control-character css-import date dead-external-link dead-link doubtful-diagram
duplicate-field duplicate-id duplicate-target empty-deck empty-excerpt external-request extra-step-mark
failed-example foreign-index huge-image ignored-field ignored-option impress-fields large-file large-picture
legacy-runtime linked-file lone-code low-contrast markup misplaced-column misplaced-field missing-alt
missing-file missing-font missing-glyph missing-image missing-maker missing-media no-column
no-inheritance-diagram no-such-line no-title-slide not-a-picture not-a-sound not-a-video not-captions
note-boxes numeric-id opened-origin other-tool outside-root over-dedent overflow overlapping-text
picture-left-out plugin-conflict preamble private-content public-comment public-note public-pages remote-image
remote-media short-underline slow-start small-picture small-text sphinx-name step-gap text-between-code
text-between-columns unclosed-markup unknown-code unknown-effect unknown-field unknown-language unknown-tag
unreadable-file unsafe-link unsafe-meta untrusted unused-ignore wide-columns
""".split()
)
