using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Gateway.Errors;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Gateway.Catalogs;

/// <summary>
/// A query for a page of rejected files. The list is read from where the page before ended, a line at a time: it may have millions, and none of it is kept.
/// </summary>
internal sealed class RejectedQuery
{
    private const int StandardPage = 100;
    private const int MostOnPage = 1000;
    private const int MostBytesOnPage = 1 << 20;

    // A call ends after so much of the list even where it found nothing; the token goes on from there.
    private const long MostBytesRead = 64L << 20;

    // A path and a message, both with every character escaped, are far below.
    private const int LongestLine = 1 << 20;

    /// <summary>The job, whose list it is.</summary>
    public required string JobId { get; init; }

    /// <summary>Most files to return; 0 for the default.</summary>
    public required int PageSize { get; init; }

    /// <summary>Where to go on; empty for the beginning.</summary>
    public required string PageToken { get; init; }

    /// <summary>Only files rejected with this error code; empty for all.</summary>
    public required string Code { get; init; }

    /// <summary>Takes a page from a list.</summary>
    /// <exception cref="RpcException">The query can't be as it is, or the list is none.</exception>
    public async Task<RejectedPage> TakeAsync(FileStream list, CancellationToken cancellation)
    {
        int size = Paging.PageSize.Of(PageSize, StandardPage, MostOnPage);
        // A list that was written anew has other lines at the same place.
        string version = string.Create(CultureInfo.InvariantCulture, $"{list.Length} {File.GetLastWriteTimeUtc(list.SafeFileHandle).Ticks}");
        string[] query = [$"{JobId} rejected", version, Code];
        long begin = Paging.PageToken.ReadNumber(PageToken, list.Length, query);
        list.Seek(begin, SeekOrigin.Begin);
        var files = new List<RejectedSubmissionFile>();
        long at = begin;
        int bytes = 0;
        var reader = PipeReader.Create(list, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellation);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (TakeLine(ref rest, read.IsCompleted, out ReadOnlySequence<byte> line))
            {
                long end = at + line.Length + 1;
                if (Parse(line) is { } file && (Code.Length == 0 || file.Code == Code))
                {
                    if (files.Count == size || (files.Count > 0 && bytes + line.Length > MostBytesOnPage))
                        return Page(files, at, query);
                    files.Add(file);
                    bytes += (int)line.Length;
                }
                at = end;
                if (at - begin >= MostBytesRead && at < list.Length)
                    return Page(files, at, query);
            }
            if (read.IsCompleted)
                return new RejectedPage(files, "");
            if (rest.Length > LongestLine)
                throw Broken("a line of it is longer than any that Pyner writes");
            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static RejectedPage Page(List<RejectedSubmissionFile> files, long next, string[] query) =>
        new(files, Paging.PageToken.Make(next, query));

    private static bool TakeLine(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }
        line = isLast ? rest : default;
        rest = isLast ? rest.Slice(rest.End) : rest;
        return line.Length > 0;
    }

    private RejectedSubmissionFile Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement entry = document.RootElement;
            var file = new RejectedSubmissionFile
            {
                Accession = Text(entry, "accession"),
                Kind = Text(entry, "kind"),
                File = Text(entry, "file"),
                Code = Text(entry, "code"),
                Message = Text(entry, "message"),
            };
            if (Number(entry, "offset") is long offset)
                file.Offset = offset;
            if (Number(entry, "line") is long number)
                file.Line = number;
            if (Number(entry, "column") is long column)
                file.Column = column;
            return file;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Broken(e.Message);
        }
    }

    private RpcException Broken(string reason) => RpcErrors.FailedPrecondition(
        "KNOWLEDGE_BASE", JobId, $"The {RejectedFilesFile.Name} of job '{JobId}' lists no rejected files: {reason}. Start the job again.");

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null");

    private static long? Number(JsonElement entry, string name) =>
        entry.GetProperty(name) is { ValueKind: not JsonValueKind.Null } number ? number.GetInt64() : null;
}
