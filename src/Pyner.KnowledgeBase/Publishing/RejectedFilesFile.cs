using System.Text.Json;
using Pyner.Sra;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>The file rejected.jsonl: one JSON object on a line for each file that could not be read, by path. Empty where all could.</summary>
public static class RejectedFilesFile
{
    /// <summary>The file's name in the output folder.</summary>
    public const string Name = "rejected.jsonl";

    private static readonly string[] s_kinds = [.. Enum.GetNames<SubmissionFileKind>().Select(kind => kind.ToLowerInvariant())];

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The output folder, which exists.</param>
    /// <param name="rejected">The files, in any order.</param>
    /// <exception cref="OutputException">The file can't be written; the former one is still there.</exception>
    public static void Write(string folder, IEnumerable<RejectedFile> rejected)
    {
        RejectedFile[] files = [.. rejected];
        Array.Sort(files, RejectedFileOrder.Instance);
        AtomicFile.Write(Path.Combine(folder, Name), stream =>
        {
            using Utf8JsonWriter json = new(stream, JsonOutput.Compact);
            foreach (RejectedFile file in files)
            {
                Write(json, file);
                json.Flush();
                stream.WriteByte((byte)'\n');
                json.Reset(stream);
            }
        });
    }

    private static void Write(Utf8JsonWriter json, RejectedFile file)
    {
        Span<char> accession = stackalloc char[SubmissionAccession.MaxLength];
        file.Accession.TryFormat(accession, out int length);
        json.WriteStartObject();
        json.WriteString("accession", accession[..length]);
        json.WriteString("kind", s_kinds[(int)file.Kind]);
        json.WriteString("file", file.Path);
        json.WriteString("code", file.Code);
        json.WriteString("message", file.Message);
        WritePosition(json, "offset", file.Offset);
        WritePosition(json, "line", file.Line);
        WritePosition(json, "column", file.Column);
        json.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter json, string name, long? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteNumber(name, value.Value);
    }
}
