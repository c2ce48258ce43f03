using Pyner.Xml.Gpu.Automaton;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>
/// Cuts a buffer's documents into launches: as many whole documents as fit, or a piece of one that does not. A piece goes on in the state that the
/// piece before it ended in, and brings along a chunk of what comes before and behind it.
/// </summary>
internal sealed class LaunchSlice(DocumentBuffer batch, int capacity, int mostDocuments)
{
    private readonly List<DocumentSpan> _spans = [];
    private readonly List<int> _numbers = [];
    private int _next; // document that the next launch begins with
    private int _resumeAt; // position in the buffer at which that one goes on, or 0 for its beginning

    /// <summary>The documents, or the piece of one.</summary>
    public IReadOnlyList<DocumentSpan> Spans => _spans;

    /// <summary>Bytes of them, without gaps.</summary>
    public long DocumentBytes { get; private set; }

    /// <summary>Position in the buffer of the launch's first byte: a chunk before the first document.</summary>
    public int From { get; private set; }

    /// <summary>Chunks that hold documents, and the one before them.</summary>
    public int Chunks { get; private set; }

    /// <summary>Bytes to copy: the chunks, and one behind them.</summary>
    public int Bytes => (Chunks + 1) * Chunk.Bytes;

    /// <summary>Whether the launch's only document is a piece that others follow.</summary>
    public bool EndsInDocument { get; private set; }

    /// <summary>Moves to the next launch.</summary>
    public bool MoveNext()
    {
        _spans.Clear();
        _numbers.Clear();
        EndsInDocument = false;
        DocumentBytes = 0;
        int end = 0;
        for (; _next < batch.Count && _spans.Count < mostDocuments && !EndsInDocument; _next++, _resumeAt = 0)
        {
            BufferedDocument document = batch.Documents[_next];
            int from = Math.Max(_resumeAt, document.Offset + document.Start);
            int to = document.Offset + document.Length;
            if (from >= to || document.InvalidAt is not null)
                continue;
            if (_spans.Count == 0)
                From = (from / Chunk.Bytes * Chunk.Bytes) - Chunk.Bytes;
            int limit = From + capacity - Chunk.Bytes;
            if (to > limit)
            {
                if (_spans.Count > 0)
                    break;
                to = limit;
                EndsInDocument = true;
            }
            _spans.Add(new DocumentSpan { From = from - From, To = to - From, Shift = (uint)(From - document.Offset), State = document.State });
            _numbers.Add(_next);
            DocumentBytes += to - from;
            end = to;
            if (EndsInDocument)
            {
                _resumeAt = to;
                break;
            }
        }
        Chunks = _spans.Count == 0 ? 0 : (end - From + Chunk.Bytes - 1) / Chunk.Bytes;
        return _spans.Count > 0;
    }

    /// <summary>Copies <see cref="Spans"/>.</summary>
    public void CopySpans(Span<DocumentSpan> spans) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_spans).CopyTo(spans);

    /// <summary>Gives each document what the launch found of it.</summary>
    /// <param name="results">What the launch found, one for each of <see cref="Spans"/>.</param>
    /// <param name="firstToken">Number, in the buffer, of the launch's first token.</param>
    /// <param name="tokens">The launch's tokens.</param>
    public void Record(ReadOnlySpan<DocumentResult> results, int firstToken, int tokens)
    {
        for (int i = 0; i < results.Length; i++)
        {
            int end = i + 1 < results.Length ? results[i + 1].FirstToken : tokens;
            BufferedDocument document = batch.Documents[_numbers[i]];
            if (document.TokenCount == 0)
                document.FirstToken = firstToken + results[i].FirstToken;
            document.TokenCount += end - results[i].FirstToken;
            document.State = results[i].State;
            if (results[i].InvalidAt != DocumentResult.None)
                document.InvalidAt = From + results[i].InvalidAt - document.Offset;
            batch.SetDocument(_numbers[i], document);
        }
    }
}
