using Pyner.Sra;
using Pyner.Sra.Sources;
using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Pipeline.Devices;

/// <summary>
/// Reads a batch ahead, one portion after the other, and has a device index the files; then gives the batch to a parser as its reader would have, file by
/// file, and tells the parser's indexer which index belongs to it. While the parser is at one portion, the next is read and indexed. A file longer than a
/// buffer is given in stretches, one to a portion, each from a tag on that the one before has too.
/// </summary>
/// <param name="device">Indexes.</param>
/// <param name="indexer">The parser's indexer.</param>
/// <param name="tally">Counts files that the device does not get.</param>
internal sealed class StagedBatchReader(IDocumentIndexer device, PreparedIndexer indexer, FallbackTally tally) : SubmissionBatchReader
{
    private const int LongestCharacter = 4; // in UTF-8

    private readonly StagedPortion[] _portions = [new(device.CreateBuffer()), new(device.CreateBuffer())];
    private SubmissionBatchReader? _inner;
    private StagedPortion? _current; // the parser is at it
    private StagedPortion? _coming; // read, and being indexed
    private int _next; // event of the current portion
    private StagedEvent _event;
    private int _position; // in the current file
    private bool _inSubmission; // of the reader that reads ahead
    private bool _makesRows;
    private bool _ended; // it came to the batch's end
    private StagedEvent? _pending; // a file of which the portion before has the beginning, for which it had no room

    /// <summary>What the device did for the batch, as far as it was read.</summary>
    public DeviceCounters Counters { get; private set; } = new();

    /// <inheritdoc/>
    public override string FilePath => _event.Path;

    /// <inheritdoc/>
    public override void Open(SubmissionBatch batch) => throw new NotSupportedException("a staged reader is opened on a reader, not on a batch");

    /// <summary>Begins a batch.</summary>
    /// <param name="inner">A reader that was opened on it.</param>
    /// <param name="makesRows">Whether the parser makes rows, and so reads more kinds of file.</param>
    /// <exception cref="SourceException">The batch can't be read.</exception>
    public void Open(SubmissionBatchReader inner, bool makesRows = false)
    {
        foreach (StagedPortion portion in _portions)
        {
            // Of a batch that was not read to its end.
            portion.Wait();
            portion.Clear();
        }
        _inner = inner;
        _makesRows = makesRows;
        _inSubmission = _ended = false;
        _pending = null;
        _event = default;
        Counters = new DeviceCounters();
        IgnoredFiles = inner.IgnoredFiles;
        _current = null;
        _coming = _portions[0];
        ReadAhead(_coming, null);
        Advance(leavesFile: true);
    }

    /// <inheritdoc/>
    public override bool MoveToNextSubmission()
    {
        StagedEvent next = Take();
        if (next.Kind == StagedEventKind.EndOfBatch)
        {
            _next--;
            return false;
        }
        Accession = next.Accession;
        IsFirstGroup = next.IsFirstGroup;
        return true;
    }

    /// <inheritdoc/>
    public override bool MoveToNextFile()
    {
        StagedEvent next = Take();
        switch (next.Kind)
        {
            case StagedEventKind.File:
                Kind = next.FileKind;
                IsDuplicate = next.IsDuplicate;
                _position = 0;
                if (next.IsIndexed && _current!.IsIndexed)
                    indexer.Begin(_current.Buffer.Index(next.Document));
                else
                    indexer.BeginUnprepared();
                return true;
            case StagedEventKind.UnreadableFolder:
                throw next.Fault!;
            default:
                IsWhole = next.IsWhole;
                return false;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = ReadStaged(buffer);
        while (count == 0 && _event.GoesOn && TryMoveToStretch())
            count = ReadStaged(buffer);
        if (count == 0 && _event.Fault is not null)
            throw _event.Fault;
        if (count == 0 && _event.GoesOn)
            count = _inner!.Read(buffer);
        indexer.Advance(count);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (StagedPortion portion in _portions)
                portion.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>Reads what the buffer has of the current file.</summary>
    private int ReadStaged(Span<byte> buffer)
    {
        if (_event.Document == StagedEvent.None)
            return 0;
        ReadOnlySpan<byte> rest = _current!.Buffer.Document(_event.Document)[_position..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <summary>Moves to the next stretch of the current file; false where the rest of it is not read ahead, since the device gets none of it.</summary>
    private bool TryMoveToStretch()
    {
        if (_coming is not { Events: [{ Kind: StagedEventKind.Stretch }, ..] })
        {
            indexer.ContinueUnprepared();
            return false;
        }
        Advance(leavesFile: false);
        _event = _current!.Events[_next++];
        _position = _event.Overlap;
        if (_event.IsIndexed && _current.IsIndexed)
            indexer.Continue(_current.Buffer.Index(_event.Document), _event.Offset);
        else
            indexer.ContinueUnprepared();
        return true;
    }

    /// <summary>The next of what the reader went by. The current file is done with, however much of it was read.</summary>
    private StagedEvent Take()
    {
        do
        {
            while (_next == _current!.Events.Count)
                Advance(leavesFile: true);
            _event = _current.Events[_next++];
        }
        while (_event.Kind == StagedEventKind.Stretch);
        IgnoredFiles = _event.IgnoredFiles;
        return _event;
    }

    /// <summary>Goes on to the portion that was read ahead, and begins to read the one after it.</summary>
    /// <param name="leavesFile">Whether a file that began in an earlier portion is done with.</param>
    private void Advance(bool leavesFile)
    {
        if (_coming is null)
        {
            // The file before was longer than a buffer: nothing could be read behind it while it was not read.
            _coming = _current == _portions[0] ? _portions[1] : _portions[0];
            ReadAhead(_coming, null);
        }
        StagedPortion free = _current ?? _portions[1];
        _current = _coming;
        _coming = null;
        _next = 0;
        if (_current.Unfinished is not { } file)
        {
            if (!_ended)
                ReadAhead(_coming = free, _current);
        }
        else if (!(leavesFile && file.Kind == StagedEventKind.Stretch) && FindStretch(file) is { } from)
        {
            ReadStretch(_coming = free, file, from);
        }
        AwaitDevice();
    }

    /// <summary>Waits until the device is done with the current portion.</summary>
    private void AwaitDevice()
    {
        if (_current!.Wait() is { } work)
            Counters = Counters.Plus(work);
    }

    /// <summary>Where in the bytes of a file that goes on, in the current portion, its next stretch is to begin; null where there is to be none.</summary>
    private int? FindStretch(StagedEvent file)
    {
        AwaitDevice();
        if (!file.IsIndexed || !_current!.IsIndexed)
            return null;
        ReadOnlySpan<byte> document = _current.Buffer.Document(file.Document);
        DocumentIndex index = _current.Buffer.Index(file.Document);
        // The last character may be cut. An invalid byte before it ends the file.
        if (index.EndsAtInvalidByte && index.End <= document.Length - LongestCharacter)
            return null;
        int from = index.FindMarkup(document, document.Length - Math.Min(PreparedIndexer.Overlap, document.Length / 4));
        if (from >= document.Length / 2)
            return from;
        tally.Count(DocumentBeginning.Plain, isWhole: false);
        return null;
    }

    /// <summary>Reads the next stretch of a file of the current portion, and what comes behind the file if it ends there, and hands it to the device.</summary>
    private void ReadStretch(StagedPortion portion, StagedEvent file, int from)
    {
        portion.Clear();
        ReadOnlySpan<byte> overlap = _current!.Buffer.Document(file.Document)[from..];
        overlap.CopyTo(portion.Buffer.Free);
        portion.Buffer.Append(overlap.Length);
        ReadFile(portion, file with { Kind = StagedEventKind.Stretch, Offset = file.Offset + from, Overlap = overlap.Length });
        ReadRest(portion);
    }

    /// <summary>Reads until the portion is full or the batch ends, and hands it to the device.</summary>
    /// <param name="portion">The portion.</param>
    /// <param name="before">The portion before, in which a file may have begun.</param>
    private void ReadAhead(StagedPortion portion, StagedPortion? before)
    {
        portion.Clear();
        if (_pending is StagedEvent pending)
        {
            _pending = null;
            ReadOnlySpan<byte> begun = before!.Buffer.Uncommitted;
            begun.CopyTo(portion.Buffer.Free);
            portion.Buffer.Append(begun.Length);
            ReadFile(portion, pending);
        }
        ReadRest(portion);
    }

    private void ReadRest(StagedPortion portion)
    {
        while (!_ended && _pending is null && portion.Unfinished is null)
            ReadOn(portion);
        portion.Submit(device);
    }

    private void ReadOn(StagedPortion portion)
    {
        if (!_inSubmission)
        {
            _inSubmission = _inner!.MoveToNextSubmission();
            _ended = !_inSubmission;
            portion.Events.Add(Event(_inSubmission ? StagedEventKind.Submission : StagedEventKind.EndOfBatch, ""));
            return;
        }
        try
        {
            _inSubmission = _inner!.MoveToNextFile();
        }
        catch (FileUnreadableException e)
        {
            portion.Events.Add(Event(StagedEventKind.UnreadableFolder, _inner!.FilePath) with { Fault = e });
            return;
        }
        if (!_inSubmission)
        {
            portion.Events.Add(Event(StagedEventKind.EndOfSubmission, ""));
            return;
        }
        StagedEvent file = Event(StagedEventKind.File, _inner.FilePath);
        // What a parser does not read need not be read here.
        if (file.IsDuplicate || !SubmissionFileName.IsRead(file.FileKind, _makesRows))
            portion.Events.Add(file);
        else
            ReadFile(portion, file);
    }

    private StagedEvent Event(StagedEventKind kind, string path) => new()
    {
        Kind = kind,
        Accession = _inner!.Accession,
        IsFirstGroup = _inner.IsFirstGroup,
        IsWhole = _inner.IsWhole,
        FileKind = _inner.Kind,
        IsDuplicate = _inner.IsDuplicate,
        IgnoredFiles = _inner.IgnoredFiles,
        Path = path,
        Document = StagedEvent.None,
    };

    /// <summary>Reads a file, or what is left of it, to its end. One that does not fit goes to the next portion; if it is alone, it is cut.</summary>
    private void ReadFile(StagedPortion portion, StagedEvent file)
    {
        IDocumentBuffer buffer = portion.Buffer;
        FileUnreadableException? fault = null;
        bool isAtEnd = false;
        try
        {
            while (!isAtEnd && buffer.Free.Length > 0)
            {
                int count = _inner!.Read(buffer.Free);
                buffer.Append(count);
                isAtEnd = count == 0;
            }
        }
        catch (FileUnreadableException e)
        {
            fault = e;
            isAtEnd = true;
        }
        if (!isAtEnd && buffer.Count > 0)
        {
            _pending = file;
            return;
        }
        int start = 0;
        bool isIndexed = fault is null && (file.Kind == StagedEventKind.Stretch || Belongs(buffer.Uncommitted, out start));
        start = isIndexed ? start : buffer.Uncommitted.Length;
        portion.Events.Add(file with { Document = buffer.Commit(start), IsIndexed = isIndexed, GoesOn = !isAtEnd, Fault = fault });
    }

    /// <summary>Whether a file is one for the device, and where its index begins.</summary>
    private bool Belongs(ReadOnlySpan<byte> document, out int start)
    {
        DocumentBeginning beginning = DocumentBeginnings.Look(document, out start);
        tally.Count(beginning, isWhole: true);
        return beginning == DocumentBeginning.Plain && document.Length > start;
    }
}
