"""What a whole speech looks like at a glance, with what its study set says of it."""

from __future__ import annotations

from kit.course import Course
from kit.page import Notice, OutputGroup
from kit.page.overviews import checklist_data, full_text_data
from kit.speech import Speech
from kit.speech.work_lines import lines_of_parts
from kit.widgets.display import Shown


def full_text(course: Course, speech: Speech) -> Shown:
    """Return the text with numbered paragraphs; those of the course's speech lead to its lessons.

    The lesson that is the set's table of contents shows no passage of its own.
    """
    if speech.text != course.speech.text:
        return Shown(full_text_data(speech))
    lessons = [each for each in course.lessons if each.path != course.study_set.index]
    return Shown(full_text_data(speech, lessons, course.questions))


def checklist(course: Course, speech: Speech) -> Shown:
    """Return the tasks by line of work; above them, what is wrong with how these are written."""
    if speech.text != course.speech.text:
        return Shown(checklist_data(speech, lines_of_parts(speech)))
    work = course.work_lines
    notices = tuple(Notice(str(fault)) for fault in work.faults)
    return Shown(OutputGroup((*notices, checklist_data(speech, work))))
