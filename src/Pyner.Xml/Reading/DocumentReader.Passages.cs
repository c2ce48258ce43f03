using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pyner.Xml.Reading;

public sealed unsafe partial class DocumentReader<TVisitor>
{
    // What to learn once the reader is past it: the passage that begins at that position, behind a text or another passage.
    private byte* _unknown;
    private Passage* _beforeUnknown; // null for a text
    private int _leafBeforeUnknown;

    /// <summary>
    /// Goes on from passage to passage, if the one behind this leaf's text is known. The reader then stands where the first one comes that is not known,
    /// and the document is well-formed up to there.
    /// </summary>
    /// <param name="leaf">An element without attributes and children that was just read.</param>
    /// <param name="text">Its text.</param>
    /// <param name="textEnd">The end of the text.</param>
    private bool TryLeap(ElementNode* leaf, byte* text, byte* textEnd)
    {
        if (_unknown != null)
            LearnUnknown(textEnd + sizeof(ushort)); // it is known that an end tag begins there
        // Passages close elements without asking whether they declared namespaces. The root may have: none closes that.
        if (_scopes.InnermostDepth > 1)
            return false;
        Passage* passage = PassageTable.Find(_passages!.Items, &leaf->Follower, textEnd);
        if (passage == null)
        {
            Remember(textEnd, null, (int)(leaf - _trie.Nodes));
            return false;
        }
        if (((ElementInterest)leaf->Interest & ElementInterest.Start) != 0)
            VisitStart(leaf);
        if (((ElementInterest)leaf->Interest & ElementInterest.Text) != 0)
            VisitText(leaf, text, textEnd);
        Leap(passage, textEnd);
        return true;
    }

    /// <summary>Does the same at the root's first child, which is a record mostly. What is between the root's tag and that one is taken for a text.</summary>
    /// <param name="root">The root element.</param>
    /// <param name="tag">The next markup in it.</param>
    private bool TryLeapIntoRecord(ElementNode* root, byte* tag)
    {
        if (_passages is null || _likely != &root->LikelyFirst || _scopes.InnermostDepth > 1)
            return false;
        Passage* passage = PassageTable.Find(_passages.Items, &root->Follower, tag);
        if (passage == null)
        {
            Remember(tag, null, (int)(root - _trie.Nodes));
            return false;
        }
        Leap(passage, tag);
        // Where the first attribute can't be judged, it stands where it stood, and the tag has to be read otherwise.
        return _done > tag;
    }

    /// <summary>Reads passages and the values between them.</summary>
    /// <param name="passage">The first one.</param>
    /// <param name="p">Where it stands.</param>
    private void Leap(Passage* passage, byte* p)
    {
        Passage* passages = _passages!.Items;
        ElementNode* nodes = _trie.Nodes;
        byte* windowEnd = _window.Start + _window.Length;
        byte* tag = null; // of which an attribute's value is being read
        Passage* tagPassage = null;
        _attributes.Clear();
        while (true)
        {
            if (passage->EventCount != 0)
                VisitEvents(passage);
            byte* value = p + passage->Length;
            byte* valueEnd = value;
            ushort* follower = &passage->Follower;
            Prefetch(value);
            if (passage->End == PassageEnd.Text)
            {
                follower = &nodes[passage->Node].Follower;
                valueEnd = ValueScanner.FindTextEnd(value, windowEnd);
            }
            else if (passage->End == PassageEnd.Attribute)
            {
                if (passage->Tag != Passage.NoTag)
                {
                    tag = p + passage->Tag;
                    tagPassage = passage;
                }
                valueEnd = ValueScanner.FindQuote(value, windowEnd);
                if (passage->IsWanted && valueEnd != null)
                    _attributes.Add(value - passage->NameLength - 2, passage->NameLength, value, valueEnd);
            }
            else if (*follower == PassageTable.None)
            {
                // Anything may stand there: nobody has looked at it.
                Remember(value, passage);
                StandBefore(passage, value);
                return;
            }
            Passage* next = valueEnd != null ? PassageTable.Find(passages, follower, valueEnd) : null;
            if (next == null)
            {
                if (valueEnd != null)
                    Remember(valueEnd, passage);
                if (passage->End == PassageEnd.Text)
                    StandInText(nodes + passage->Node, value);
                else if (passage->End == PassageEnd.Attribute)
                    StandBefore(tagPassage, tag);
                else
                    StandBefore(passage, value);
                return;
            }
            if (passage->End == PassageEnd.Text && passage->IsWanted)
                VisitText(nodes + passage->Node, value, valueEnd);
            passage = next;
            p = valueEnd;
        }
    }

    /// <summary>
    /// Has the processor fetch what comes soon: each step begins where the one before ended, so it can't know by itself, and the system wrote the bytes
    /// into a cache that is further away.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* p)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(p + 512);
    }

    private void VisitEvents(Passage* passage)
    {
        for (int i = 0; i < passage->EventCount; i++)
        {
            int word = passage->Events[i];
            ElementNode* node = _trie.Nodes + (word & ((1 << Passage.EventShift) - 1));
            switch ((PassageEvent)(word >> Passage.EventShift))
            {
                case PassageEvent.Start:
                    VisitStart(node);
                    break;
                case PassageEvent.StartWithAttributes:
                    _visitor.StartElement(node->Kind, ElementTrie.Name(node), _attributes.List);
                    _attributes.Clear();
                    break;
                case PassageEvent.EmptyText:
                    _visitor.ElementText(node->Kind, new XmlText([], XmlTextForm.RawContent));
                    break;
                default:
                    _visitor.EndElement(node->Kind);
                    break;
            }
        }
    }

    /// <summary>The whole text of an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void VisitText(ElementNode* leaf, byte* text, byte* end) =>
        _visitor.ElementText(leaf->Kind, new XmlText(new ReadOnlySpan<byte>(text, (int)(end - text)), XmlTextForm.RawContent));

    /// <summary>The reader goes on at the beginning of a leaf's text.</summary>
    private void StandInText(ElementNode* leaf, byte* text)
    {
        _done = text;
        _current = leaf;
        _likely = &leaf->LikelyFirst;
        _depth = leaf->Depth;
        if ((leaf->Interest & (byte)ElementInterest.Text) != 0)
            _text.Begin(_depth, text, (ElementInterest)leaf->Interest);
    }

    /// <summary>The reader goes on before a tag: the one in which a passage ends, or the one behind it.</summary>
    private void StandBefore(Passage* passage, byte* tag)
    {
        ElementNode* likely = _trie.Nodes + passage->LikelyNode;
        _done = tag;
        _current = _trie.Nodes + passage->Node;
        _likely = passage->LikelyIsSibling ? &likely->LikelyNext : &likely->LikelyFirst;
        _depth = _current->Depth;
    }

    private void Remember(byte* unknown, Passage* before)
    {
        bool isText = before->End == PassageEnd.Text;
        Remember(unknown, isText ? null : before, isText ? before->Node : 0);
    }

    private void Remember(byte* unknown, Passage* before, int leaf)
    {
        _unknown = unknown;
        _beforeUnknown = before;
        _leafBeforeUnknown = leaf;
    }

    /// <summary>Learns what was not known, as far as the document was read.</summary>
    private void LearnUnknown(byte* end)
    {
        if (_beforeUnknown != null)
            _learner!.LearnBehind(_beforeUnknown, _unknown, end);
        else
            _learner!.LearnBehindText(_leafBeforeUnknown, _unknown, end);
        _unknown = null;
    }

    /// <summary>Forgets passages where there is no room for more, or the nodes of which they speak are gone.</summary>
    private void RelievePassages(bool trieIsCleared)
    {
        _unknown = null;
        if (_passages is null || !(trieIsCleared || _passages.IsFull))
            return;
        _passages.Clear();
        _trie.ForgetFollowers();
    }
}
