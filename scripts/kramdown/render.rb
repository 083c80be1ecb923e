# Renders pages as the IG Publisher's Jekyll does: Liquid first (includes by bare file name), then kramdown in its GFM form.
# Standard input: {"includes": {FILE: TEXT}, "pages": {NAME: TEXT}}; standard output: {NAME: HTML}. Ends with 1 and a sentence on an error.
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
require 'liquid'

# Jekyll's include: a file name without quotes, whose text is Liquid again.
class IncludeFile < Liquid::Tag
  def initialize(name, file, options)
    super
    @file = file.strip
  end

  def render(context)
    text = context.registers[:includes].fetch(@file) { raise Liquid::FileSystemError, "no include #{@file}" }
    Liquid::Template.parse(text, error_mode: :strict)
                    .render!({}, registers: context.registers)
  end
end

Liquid::Template.register_tag('include', IncludeFile)

# Jekyll's own settings, but without colours in code.
KRAMDOWN = { input: 'GFM', hard_wrap: false, auto_ids: true, smart_quotes: 'lsquo,rsquo,ldquo,rdquo',
             entity_output: 'as_char', syntax_highlighter: nil }.freeze

work = JSON.parse($stdin.read)
html = work['pages'].to_h do |name, text|
  source = Liquid::Template.parse(text, error_mode: :strict).render!({}, registers: { includes: work['includes'] })
  [name, Kramdown::Document.new(source, KRAMDOWN).to_html]
rescue StandardError => e
  abort "#{name}: #{e.message}"
end
puts JSON.generate(html)
