using ILGPU;
using Pyner.Xml.Gpu.Automaton;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>
/// The kernels that look at the documents' bytes: one thread for each chunk. Between them lie scans over what they found of the chunks.
/// </summary>
internal static class ChunkKernels
{
    /// <summary>First: finds each chunk's document and its transition vector.</summary>
    public static void FindVectors(Index1D index, LaunchViews views)
    {
        int number = index;
        int owner = FindOwner(views.Documents, number);
        DocumentSpan document = views.Documents[owner];
        ulong vector = TransitionVector.Identity;
        var chunk = new Chunk(views.Words, number);
        for (int i = 0; i < Chunk.Bytes; i++)
        {
            chunk.MoveNext(i == 0);
            if (chunk.Position < document.From || chunk.Position >= document.To)
                continue;
            int markup = MarkupEvent.At(chunk.Prior, chunk.Value, chunk.Following);
            if (markup != MarkupEvent.None)
                vector = TransitionVector.Compose(vector, MarkupEvent.Vector(markup));
        }
        // A document's first chunk leads to where it leads from the document's first state, whatever came before: so one scan serves all documents.
        if (number == document.From / Chunk.Bytes)
        {
            vector = TransitionVector.Constant(TransitionVector.Apply(vector, document.State));
            views.Results[owner] = new DocumentResult { InvalidAt = DocumentResult.None };
        }
        views.Owners[number] = owner;
        views.Vectors[number] = vector;
    }

    /// <summary>After the scan of the vectors: counts each chunk's tokens, and finds where and how documents end.</summary>
    public static void CountTokens(Index1D index, LaunchViews views)
    {
        int number = index;
        int owner = views.Owners[number];
        DocumentSpan document = views.Documents[owner];
        // Every vector behind a document's first chunk is constant.
        int state = number == document.From / Chunk.Bytes ? document.State : TransitionVector.Apply(views.Vectors[number], 0);
        views.States[number] = (byte)state;
        int count = 0;
        var chunk = new Chunk(views.Words, number);
        for (int i = 0; i < Chunk.Bytes; i++)
        {
            chunk.MoveNext(i == 0);
            if (chunk.Position < document.From || chunk.Position >= document.To || state == MarkupState.Invalid)
                continue;
            int markup = MarkupEvent.At(chunk.Prior, chunk.Value, chunk.Following);
            if (markup == MarkupEvent.Invalid)
            {
                DocumentResult result = views.Results[owner];
                result.InvalidAt = chunk.Position;
                result.State = state;
                views.Results[owner] = result;
                state = MarkupState.Invalid;
                continue;
            }
            if (Token.Distance(state, markup, chunk.Value) != Token.None)
                count++;
            if (markup != MarkupEvent.None)
                state = TransitionVector.Apply(MarkupEvent.Vector(markup), state);
        }
        views.Counts[number] = count;
        if (number == views.Vectors.Length - 1)
            views.Counts[number + 1] = 0;
        if (number == (document.To - 1) / Chunk.Bytes && state != MarkupState.Invalid)
        {
            DocumentResult result = views.Results[owner];
            result.State = state;
            views.Results[owner] = result;
        }
    }

    /// <summary>After the scan of the counts: writes the tokens of each chunk that belong into a stretch of them.</summary>
    /// <param name="index">The chunk.</param>
    /// <param name="views">What the launch works on.</param>
    /// <param name="first">The first token wanted; tokens that find no room are left for another round.</param>
    public static void WriteTokens(Index1D index, LaunchViews views, int first)
    {
        int number = index;
        int owner = views.Owners[number];
        DocumentSpan document = views.Documents[owner];
        int next = views.Counts[number] - first;
        int room = (int)views.Tokens.Length;
        int state = views.States[number];
        if (number == document.From / Chunk.Bytes)
        {
            DocumentResult result = views.Results[owner];
            result.FirstToken = views.Counts[number];
            views.Results[owner] = result;
        }
        if (next >= room || views.Counts[number + 1] <= first)
            return;
        var chunk = new Chunk(views.Words, number);
        for (int i = 0; i < Chunk.Bytes; i++)
        {
            chunk.MoveNext(i == 0);
            if (chunk.Position < document.From || chunk.Position >= document.To || state == MarkupState.Invalid)
                continue;
            int markup = MarkupEvent.At(chunk.Prior, chunk.Value, chunk.Following);
            int distance = markup == MarkupEvent.Invalid ? Token.None : Token.Distance(state, markup, chunk.Value);
            if (distance != Token.None)
            {
                if (next >= 0 && next < room)
                    views.Tokens[next] = (uint)(chunk.Position + distance) + document.Shift;
                next++;
            }
            if (markup != MarkupEvent.None)
                state = TransitionVector.Apply(MarkupEvent.Vector(markup), state);
        }
    }

    /// <summary>The last document that begins in a chunk or before it; the first where there is none.</summary>
    private static int FindOwner(ArrayView<DocumentSpan> documents, int chunk)
    {
        int low = 0;
        int high = (int)documents.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (documents[middle].From / Chunk.Bytes <= chunk)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
