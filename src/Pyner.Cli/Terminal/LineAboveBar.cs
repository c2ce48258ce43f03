using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pyner.Cli.Terminal;

/// <summary>A line that is written above a live display: clears the display's old drawing first, which may be longer than the line.</summary>
/// <param name="text">Without control characters.</param>
/// <param name="color">Of the text.</param>
internal sealed class LineAboveBar(string text, Color color) : Renderable
{
    private const string ClearToEnd = "\e[J";

    private readonly IRenderable _text = new Text(text + "\n", new Style(color));

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [Segment.Control(ClearToEnd), .. _text.Render(options, maxWidth)];
}
