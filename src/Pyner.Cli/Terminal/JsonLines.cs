using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pyner.Cli.Terminal;

/// <summary>Writes JSON objects to stdout, one a line, each flushed: whoever reads along sees it at once. Safe for several threads.</summary>
/// <param name="output">Stdout, opened in another way than .NET's; null for that one.</param>
internal sealed class JsonLines(Stream? output = null) : IDisposable
{
    // Text of any script stays readable; stdout is no web page.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _output = output ?? Console.OpenStandardOutput();
    private readonly MemoryStream _line = new();
    private readonly Lock _lock = new();

    /// <summary>Writes one object.</summary>
    /// <param name="write">Writes its properties.</param>
    public void Write(Action<Utf8JsonWriter> write)
    {
        lock (_lock)
        {
            _line.SetLength(0);
            using (var json = new Utf8JsonWriter(_line, s_options))
            {
                json.WriteStartObject();
                write(json);
                json.WriteEndObject();
            }
            _line.WriteByte((byte)'\n');
            _output.Write(_line.GetBuffer(), 0, (int)_line.Length);
            _output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _line.Dispose();
        _output.Dispose();
    }
}
