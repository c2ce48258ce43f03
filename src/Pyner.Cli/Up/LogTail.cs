using System.Text;
using System.Text.Json;
using Pyner.Cli.Terminal;

namespace Pyner.Cli.Up;

/// <summary>Follows what a service writes to its log, and shows the warnings and errors in it.</summary>
internal sealed class LogTail(string name, string path) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    private readonly MemoryStream _line = new();

    /// <summary>Shows what came since the last look.</summary>
    public void Show()
    {
        Span<byte> buffer = stackalloc byte[4096];
        for (int count; (count = _stream.Read(buffer)) > 0;)
        {
            foreach (byte character in buffer[..count])
            {
                if (character != (byte)'\n')
                {
                    _line.WriteByte(character);
                    continue;
                }
                ShowLine(Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length));
                _line.SetLength(0);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _line.Dispose();
    }

    private static string? Text(JsonElement entry, string property) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private void ShowLine(string line)
    {
        if (line.Length == 0)
            return;
        if (!line.StartsWith('{'))
        {
            // Not from the log: the runtime's last words, or a setting that is refused.
            Say("says", line);
            return;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement entry = document.RootElement;
            string? level = Text(entry, "LogLevel");
            if (level is not ("Warning" or "Error" or "Critical"))
                return;
            string? exception = Text(entry, "Exception")?.Split('\n')[0];
            Say(level == "Warning" ? "warning" : "error", string.Join(' ', new[] { Text(entry, "Message"), exception }.OfType<string>()));
        }
        catch (JsonException)
        {
            Say("says", line);
        }
    }

    private void Say(string what, string text) => Stderr.WriteLine($"{name}: {what}: {SafeText.OneLine(text)}");
}
