using System.Text;
using Microsoft.Win32.SafeHandles;
using Pyner.Sra.Sources.Archive;

namespace Pyner.Sra.Sources.Spooling;

/// <summary>Writes a batch of a stream as a segment, while it is read.</summary>
internal sealed class SegmentWriter(SafeFileHandle file, string jobId, long ordinal, bool forTables)
{
    private readonly SegmentOutput _output = new(file);
    private readonly List<SubmissionAccession> _submissions = [];

    /// <summary>Reads the batch that a reader was opened on to its end, and writes it.</summary>
    /// <exception cref="SourceException">The stream is cut off or damaged within it.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public SpooledBatch Write(TarGzBatchReader reader)
    {
        byte[] id = Encoding.ASCII.GetBytes(jobId);
        _output.Byte((byte)id.Length);
        _output.Bytes(id);
        _output.UInt64((ulong)ordinal);
        _output.Byte(forTables ? (byte)1 : (byte)0);
        while (reader.MoveToNextSubmission())
            WriteGroup(reader);
        _output.Byte((byte)SegmentRecord.End);
        _output.UInt64((ulong)reader.IgnoredFiles);
        _output.UInt32((uint)_submissions.Count);
        _output.Flush();
        return new SpooledBatch(SegmentReference.Write(ordinal, _submissions.Count, _output.FileLength), _submissions, _output.FileLength);
    }

    private void WriteGroup(TarGzBatchReader reader)
    {
        _submissions.Add(reader.Accession);
        _output.Byte((byte)SegmentRecord.Group);
        _output.UInt64(reader.Accession.Packed);
        _output.Byte(reader.IsFirstGroup ? (byte)1 : (byte)0);
        while (reader.MoveToNextFile())
            WriteMember(reader);
        _output.Byte((byte)SegmentRecord.GroupEnd);
        _output.Byte(reader.IsWhole ? (byte)1 : (byte)0);
    }

    private void WriteMember(TarGzBatchReader reader)
    {
        bool hasContent = SegmentFormat.HasContent(reader.Kind, reader.IsDuplicate, forTables);
        ReadOnlySpan<byte> name = reader.Name;
        _output.Byte((byte)SegmentRecord.Member);
        _output.Byte((byte)reader.Kind);
        _output.Byte((byte)((reader.IsDuplicate ? SegmentFormat.DuplicateFlag : 0) | (hasContent ? SegmentFormat.ContentFlag : 0)));
        _output.UInt16((ushort)name.Length);
        _output.Bytes(name);
        if (!hasContent)
            return;
        _output.UInt64((ulong)reader.Left);
        int count;
        while ((count = reader.Read(_output.Room())) > 0)
            _output.Advance(count);
    }
}
