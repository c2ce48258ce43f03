using System.Buffers.Binary;
using System.Text;
using Pyner.Sra.Sources.Archive.Gzip;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Walks through an inflated tar chunk by chunk, and sorts what it finds into groups (consecutive members of one submission) and batches.
/// It looks at headers only; content is told by where it lies.
/// </summary>
internal sealed class TarStreamWalk(TarGzReading reading, StreamExchange exchange, int batchSize, long limit, long firstBatch)
{
    // Of what a place holds: what is written here, by the decoder and by the journal. Raise it with every change to that.
    private const long StateVersion = 1;

    // The version, where in the stream the mark is, and how far behind it the batch begins.
    private const int MarkStart = 3 * sizeof(long);

    private readonly TarHeaderReader _headers = new();
    private readonly SubmissionRegistry _registry = new();
    private readonly SubmissionJournal _journal = new();
    private byte[] _extension = [];
    private int _extensionLength;

    // What comes next: content of the member (_content), then bytes to pass over (_skip), then a header.
    private long _content;
    private long _skip;
    private bool _inExtension;
    private bool _isEnded;
    private long _position;
    private long _memberStart; // where the member's first header begins, which may be one that extends the next

    // How the decoder stood before some chunk, until a batch begins behind it and makes it a place's state.
    private Memory<byte>? _mark;
    private long _markPosition;

    // What the current chunk holds for others; handed out when the whole chunk has been walked through.
    private readonly List<StreamedBatch> _begun = [];
    private readonly List<(StreamedBatch Batch, StreamPortion Portion)> _portions = [];
    private InflatedChunk _chunk = null!;
    private int _portionStart;
    private long _ignored;
    private long _ordinal = -1;
    private int _groups;
    private bool _inGroup;
    private SubmissionAccession _group;
    private int _groupKinds;

    /// <summary>The batch being filled; null where there is none or where it was merged before a restart.</summary>
    public StreamedBatch? Batch { get; private set; }

    /// <summary>Whether as many submissions were found as were asked for.</summary>
    public bool IsLimitReached { get; private set; } = limit <= 0;

    /// <summary>How far into the chunk it has come.</summary>
    public int Reached { get; private set; }

    /// <summary>Whether not one block was walked through.</summary>
    public bool IsAtStart => _position == 0;

    /// <summary>Whether any submission was found.</summary>
    public bool FoundSubmissions => _registry.Count > 0;

    /// <summary>Whether the archive may end here: after an end mark, not within a member.</summary>
    public bool MayEnd => _isEnded;

    /// <summary>Where the walk is, in words for a message.</summary>
    public string Where
    {
        get
        {
            string place = _position == 0 ? "at its start"
                : _inExtension ? "in an extended header"
                : _headers.Name.IsEmpty ? "between members"
                : _content > 0 || _skip > 0 ? $"in the member '{Encoding.UTF8.GetString(_headers.Name)}'"
                : $"after the member '{Encoding.UTF8.GetString(_headers.Name)}'";
            return $"{place}, inflated byte {_position}";
        }
    }

    /// <summary>Goes on at a place that the walk through an earlier reading kept.</summary>
    /// <param name="place">The place.</param>
    /// <param name="state">Its state, of which <see cref="Mark"/>'s part is left unread.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public void Begin(SourcePlace place, BinaryReader state)
    {
        bool isOfThisVersion = state.ReadInt64() == StateVersion;
        _position = state.ReadInt64();
        _skip = state.ReadInt64();
        if (!isOfThisVersion || _position < 0 || _skip < 0 || place.SeenFrom != 0)
            throw new InvalidDataException("a place that lies nowhere");
        _ordinal = place.Batch - 1;
        _groups = batchSize;
        _journal.Restore(place.Seen.Span, _registry);
    }

    /// <summary>Notes how the decoder stands before the next chunk: the next batch can be read from there on.</summary>
    public void Mark(GzipDecoder decoder)
    {
        var state = new MemoryStream(DeflateDecoder.Window + 2048) { Position = MarkStart };
        using var writer = new BinaryWriter(state);
        decoder.Save(writer);
        _mark = state.GetBuffer().AsMemory(0, (int)state.Length);
        _markPosition = _position;
    }

    /// <summary>Walks through a chunk. Ends early where the limit is reached.</summary>
    /// <exception cref="InvalidDataException">It is no tar (any more); what was found before has been noted.</exception>
    public void Walk(InflatedChunk chunk)
    {
        _chunk = chunk;
        _portionStart = 0;
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        Reached = 0;
        while (Reached < bytes.Length && !IsLimitReached)
        {
            int left = bytes.Length - Reached;
            int step;
            if (_content > 0)
            {
                step = (int)Math.Min(_content, left);
                TakeContent(bytes.Slice(Reached, step));
            }
            else if (_skip > 0)
            {
                step = (int)Math.Min(_skip, left);
                _skip -= step;
            }
            else if (left < TarBlock.Size)
            {
                // Only where the stream ends: chunks are whole blocks. Zeros after the end mark are padding of some sort.
                _isEnded &= !bytes[Reached..].ContainsAnyExcept((byte)0);
                step = left;
            }
            else
            {
                step = TarBlock.Size;
                TakeHeader(bytes.Slice(Reached, TarBlock.Size));
            }
            Reached += step;
            _position += step;
        }
    }

    /// <summary>Hands out what was found in the chunk.</summary>
    /// <param name="isLast">Whether no other chunk comes, so that the last batch ends.</param>
    public void EndChunk(bool isLast)
    {
        if (isLast)
            EndGroup();
        EndPortion(isLast);
        exchange.Publish(_begun, _portions);
        _begun.Clear();
        _portions.Clear();
    }

    private void TakeContent(ReadOnlySpan<byte> content)
    {
        _content -= content.Length;
        if (_inExtension)
        {
            if (_extension.Length < _extensionLength + content.Length)
                Array.Resize(ref _extension, Math.Max(_extensionLength + content.Length, _extension.Length * 2));
            content.CopyTo(_extension.AsSpan(_extensionLength));
            _extensionLength += content.Length;
            if (_content == 0)
                _headers.AcceptExtension(_extension.AsSpan(0, _extensionLength));
        }
        else if (Batch is not null)
        {
            _chunk.Events.Add(new StreamEvent { Type = StreamEventType.Content, Start = Reached, Length = content.Length });
        }
    }

    private void TakeHeader(ReadOnlySpan<byte> block)
    {
        if (!_inExtension)
            _memberStart = _position;
        TarStep step;
        try
        {
            step = _headers.Accept(block);
        }
        catch (InvalidDataException e) when (_isEnded)
        {
            throw new InvalidDataException("something other than another archive follows the end mark", e);
        }
        if (step == TarStep.EndMark)
        {
            if (_inExtension)
                throw new InvalidDataException("the archive ends after an extended header");
            _isEnded = true;
            return;
        }
        _isEnded = false;
        _inExtension = step == TarStep.Extension;
        long padding = TarBlock.Padded(_headers.Size) - _headers.Size;
        if (step == TarStep.SubmissionFile)
        {
            BeginMember();
            _content = _headers.Size;
            _skip = padding;
        }
        else if (_inExtension)
        {
            _extensionLength = 0;
            _content = _headers.Size;
            _skip = padding;
            if (_content == 0)
                _headers.AcceptExtension([]);
        }
        else
        {
            _skip = _headers.Size + padding;
            if (step == TarStep.Ignored)
                _ignored++;
        }
    }

    private void BeginMember()
    {
        if (!_inGroup || _group != _headers.Accession)
        {
            bool isFirst = !_registry.Contains(_headers.Accession);
            if (isFirst && _registry.Count == limit)
            {
                IsLimitReached = true;
                return;
            }
            BeginGroup(isFirst);
        }
        bool isNew = _registry.Add(_headers.Accession, _headers.Kind);
        if (isNew)
            _groupKinds |= 1 << (int)_headers.Kind;
        if (Batch is null)
            return;
        (int start, int length) = _chunk.AddName(_headers.Name);
        _chunk.Events.Add(new StreamEvent
        {
            Type = StreamEventType.Member,
            Kind = _headers.Kind,
            Flag = !isNew,
            Start = start,
            Length = length,
            Size = _headers.Size,
        });
    }

    private void BeginGroup(bool isFirst)
    {
        EndGroup();
        if (_ordinal < 0 || _groups == batchSize)
        {
            if (_ordinal >= 0)
                EndPortion(isLastOfBatch: true);
            BeginBatch();
        }
        _groups++;
        _inGroup = true;
        _group = _headers.Accession;
        _groupKinds = 0;
        if (Batch is not null)
            _chunk.Events.Add(new StreamEvent { Type = StreamEventType.Group, Flag = isFirst, Accession = _group });
    }

    private void EndGroup()
    {
        if (!_inGroup)
            return;
        _inGroup = false;
        if (_groupKinds != 0)
            _journal.Add(_group, (byte)_groupKinds);
        if (Batch is null)
            return;
        // With both its sample and its experiment file here, later ones would be duplicates: nothing can be added to its joins.
        const int Joined = (1 << (int)SubmissionFileKind.Sample) | (1 << (int)SubmissionFileKind.Experiment);
        _chunk.Events.Add(new StreamEvent { Type = StreamEventType.GroupEnd, Flag = (_groupKinds & Joined) == Joined });
    }

    private void BeginBatch()
    {
        _ordinal++;
        _groups = 0;
        if (_ordinal < firstBatch)
            return;
        Batch = new StreamedBatch { Ordinal = _ordinal, Reading = reading, Place = TakePlace() };
        _begun.Add(Batch);
    }

    /// <summary>Makes a place of the mark, if the batch that begins lies behind it.</summary>
    private SourcePlace? TakePlace()
    {
        // What was passed over before the first batch is counted with it.
        if (_mark is not { } state || _memberStart < _markPosition || _ordinal == 0)
            return null;
        BinaryPrimitives.WriteInt64LittleEndian(state.Span, StateVersion);
        BinaryPrimitives.WriteInt64LittleEndian(state.Span[sizeof(long)..], _markPosition);
        BinaryPrimitives.WriteInt64LittleEndian(state.Span[(2 * sizeof(long))..], _memberStart - _markPosition);
        _mark = null;
        (long from, byte[] seen) = _journal.Take();
        return new SourcePlace(_ordinal, state, from, seen);
    }

    private void EndPortion(bool isLastOfBatch)
    {
        int end = _chunk.Events.Count;
        if (Batch is not null && isLastOfBatch)
            Batch.Digest = reading.DigestTo(_chunk, Reached);
        if (Batch is not null && (isLastOfBatch || end > _portionStart))
            _portions.Add((Batch, new StreamPortion(_chunk, _portionStart, end, _ignored, isLastOfBatch)));
        else if (_ordinal < 0 || !isLastOfBatch)
            return;
        // Counted with the batch in which they were passed over, even where that one was merged before a restart.
        _ignored = 0;
        _portionStart = end;
    }
}
