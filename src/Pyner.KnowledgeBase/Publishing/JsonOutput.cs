using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>
/// How published JSON is written: the same bytes on every system, and names readable as they are. What <c>&lt;</c>, <c>&amp;</c> or
/// <c>'</c> could do inside a web page is the page's to prevent: these are files of their own.
/// </summary>
internal static class JsonOutput
{
    private const int FlushAt = 1 << 16;

    /// <summary>For a file that is one value, indented by two spaces.</summary>
    public static JsonWriterOptions Indented { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        IndentCharacter = ' ',
        IndentSize = 2,
        NewLine = "\n",
    };

    /// <summary>For a value on a line.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends what is written on to the stream once it is much, so that memory does not grow with the file.</summary>
    public static void FlushIfLarge(this Utf8JsonWriter json)
    {
        if (json.BytesPending >= FlushAt)
            json.Flush();
    }

    /// <summary>Writes an object of names and counts.</summary>
    public static void WriteCounts(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        json.WriteStartObject(name);
        foreach ((string value, long count) in counts)
        {
            json.WriteNumber(value, count);
            json.FlushIfLarge();
        }
        json.WriteEndObject();
    }

    /// <summary>Writes one file that is one JSON value, ending in a line break.</summary>
    /// <exception cref="OutputException">The file can't be written.</exception>
    public static void WriteFile(string path, Action<Utf8JsonWriter> value) => AtomicFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, Indented);
        value(json);
        json.Flush();
        stream.WriteByte((byte)'\n');
    });
}
