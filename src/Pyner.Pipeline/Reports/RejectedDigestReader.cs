using System.Text.Json;
using Pyner.KnowledgeBase;

namespace Pyner.Pipeline.Reports;

/// <summary>Reads a rejected.jsonl line by line, and keeps a few examples of each reason, so that memory does not grow with it.</summary>
internal static class RejectedDigestReader
{
    private const int MostExamples = 5;
    private const int MostReasons = 200;

    /// <summary>Reads it.</summary>
    /// <exception cref="ReportException">It is missing, can't be read, or a line of it is no rejected file.</exception>
    public static RejectedDigest Read(string path)
    {
        var reasons = new Dictionary<string, (long Files, List<RejectedExample> Examples)>(StringComparer.Ordinal);
        long lines = 0;
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                lines++;
                (string code, RejectedExample example) = Parse(line);
                if (!reasons.TryGetValue(code, out (long Files, List<RejectedExample> Examples) reason))
                {
                    if (reasons.Count == MostReasons)
                        throw new JsonException("it has more error codes than there are");
                    reason = (0, []);
                }
                if (reason.Examples.Count < MostExamples)
                    reason.Examples.Add(example);
                reasons[code] = reason with { Files = reason.Files + 1 };
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ReportException($"'{path}' does not exist. Build the knowledge base again with 'pyner build', or name another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"'{path}' can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ReportException($"'{path}' lists no rejected file on line {lines}: {e.Message} Build the knowledge base again with 'pyner build'.", e);
        }
        return new RejectedDigest(lines, [.. reasons
            .OrderByDescending(reason => reason.Value.Files)
            .ThenBy(reason => reason.Key, NameOrder.Instance)
            .Select(reason => new RejectedReason(reason.Key, reason.Value.Files, reason.Value.Examples))]);
    }

    private static (string Code, RejectedExample Example) Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement file = document.RootElement;
        return (Text(file, "code"), new RejectedExample(
            Text(file, "accession"), Text(file, "file"), Text(file, "message"), Number(file, "offset"), Number(file, "line")));
    }

    private static string Text(JsonElement file, string name) =>
        file.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null");

    private static long? Number(JsonElement file, string name) =>
        file.GetProperty(name) is { ValueKind: not JsonValueKind.Null } number ? number.GetInt64() : null;
}
