using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// A path relative to a tree's root, built in one reused buffer, so that opening a file allocates nothing.
/// Kept in the system's bytes: names in a tree need not be valid UTF-8.
/// </summary>
internal sealed class TreePath
{
    private const int InitialCapacity = 512;

    // Pinned, because its address is handed to the system without a fixed statement per call.
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(InitialCapacity, pinned: true);

    /// <summary>Number of bytes, without the terminator. Setting it back cuts the path to a prefix of itself.</summary>
    public int Length { get; private set; }

    /// <summary>The path's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>Replaces the path.</summary>
    public void Set(ReadOnlySpan<byte> path)
    {
        Length = 0;
        AppendRaw(path);
    }

    /// <summary>Cuts the path to its first bytes.</summary>
    public void Cut(int length) => Length = length;

    /// <summary>Adds a component, with a slash where one is needed.</summary>
    public void Append(ReadOnlySpan<byte> component)
    {
        AppendSlash();
        AppendRaw(component);
    }

    /// <summary>Adds a submission's folder.</summary>
    public void Append(SubmissionAccession accession)
    {
        AppendSlash();
        AppendAccession(accession);
    }

    /// <summary>Adds a submission file's name.</summary>
    public void Append(SubmissionAccession accession, SubmissionFileKind kind)
    {
        AppendSlash();
        AppendAccession(accession);
        AppendRaw(SubmissionFileName.AsciiSuffix(kind));
    }

    /// <summary>Address of the zero-terminated path; the root is ".".</summary>
    public unsafe byte* Terminated()
    {
        if (Length == 0)
        {
            _buffer[0] = (byte)'.';
            _buffer[1] = 0;
        }
        else
        {
            EnsureRoom(1);
            _buffer[Length] = 0;
        }
        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_buffer));
    }

    /// <summary>The path as text, for messages; bytes that are no UTF-8 become replacement characters.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);

    private void AppendSlash()
    {
        if (Length == 0)
            return;
        EnsureRoom(1);
        _buffer[Length++] = (byte)'/';
    }

    private void AppendAccession(SubmissionAccession accession)
    {
        EnsureRoom(SubmissionAccession.MaxLength);
        accession.TryFormat(_buffer.AsSpan(Length), out int length);
        Length += length;
    }

    private void AppendRaw(ReadOnlySpan<byte> bytes)
    {
        EnsureRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    private void EnsureRoom(int more)
    {
        if (Length + more < _buffer.Length)
            return;
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(_buffer.Length * 2, Length + more + 1), pinned: true);
        Bytes.CopyTo(larger);
        _buffer = larger;
    }
}
