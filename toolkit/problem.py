"""Problems and remarks: what in the input was held back or is doubtful, or is worth knowing.

Both are values, not exceptions. A problem has a permanent code, a severity fixed by its code, a place
and the values its wording needs. The wording stands in `toolkit/words/<language>/problems.yaml`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from toolkit.language import Language


class Severity(StrEnum):
    """How far a problem goes: something was held back, is doubtful, or is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


# Every code with its severity. Codes are permanent: a code may be added, never renamed or reused.
CATALOGUE: Mapping[str, Severity] = {
    # the command line
    "usage_wrong": Severity.ERROR,
    # files of any kind
    "file_missing": Severity.ERROR,
    "file_is_folder": Severity.ERROR,
    "folder_missing": Severity.ERROR,
    "file_empty": Severity.ERROR,
    "file_too_large": Severity.ERROR,
    "file_type_unknown": Severity.ERROR,
    "file_encrypted": Severity.ERROR,
    "file_damaged": Severity.ERROR,
    "file_unsafe": Severity.ERROR,
    "file_reading_stopped": Severity.ERROR,
    "file_type_old": Severity.ERROR,
    "file_type_binary": Severity.ERROR,
    "workbook_cells_beyond_limit": Severity.WARNING,
    "workbook_links_elsewhere": Severity.REMARK,
    "workbook_macros_not_run": Severity.REMARK,
    # a ministry's own Word template
    "template_not_word": Severity.ERROR,
    "template_macros": Severity.ERROR,
    "template_links_outside": Severity.ERROR,
    # plans as they come in
    "plan_without_table": Severity.ERROR,
    "plan_without_measures": Severity.ERROR,
    "measure_title_missing": Severity.ERROR,
    "value_not_calculated": Severity.WARNING,
    "value_is_an_error": Severity.WARNING,
    "date_ambiguous": Severity.WARNING,
    "date_fiscal_year": Severity.WARNING,
    "date_not_understood": Severity.WARNING,
    "status_unknown": Severity.WARNING,
    "amount_ambiguous": Severity.WARNING,
    "amount_not_understood": Severity.WARNING,
    "funding_unknown": Severity.WARNING,
    "level_not_understood": Severity.WARNING,
    "measure_code_not_understood": Severity.WARNING,
    "mapping_sheet_missing": Severity.WARNING,
    "date_several": Severity.REMARK,
    "date_from_number": Severity.REMARK,
    "banner_taken_as_measure": Severity.REMARK,
    "row_left_out": Severity.REMARK,
    "sheet_hidden": Severity.REMARK,
    "columns_hidden": Severity.REMARK,
    "rows_hidden": Severity.REMARK,
    "title_column_guessed": Severity.REMARK,
    # checklists
    "content_unreadable": Severity.ERROR,
    "content_key_unknown": Severity.ERROR,
    "content_key_missing": Severity.ERROR,
    "content_value_wrong": Severity.ERROR,
    "content_id_repeated": Severity.ERROR,
    "content_id_vanished": Severity.ERROR,
    "content_reference_unknown": Severity.ERROR,
    "content_limb_not_asked": Severity.ERROR,
    "content_limb_soft_wrong": Severity.ERROR,
    "content_basis_not_of_limb": Severity.ERROR,
    "content_not_under_its_strategy": Severity.ERROR,
    "content_paragraph_carries_nothing": Severity.ERROR,
    "content_basis_twice": Severity.ERROR,
    "content_requires_circle": Severity.ERROR,
    "content_text_too_long": Severity.ERROR,
    "content_word_never_used": Severity.ERROR,
    "content_statement_repeated": Severity.ERROR,
    "content_lead_overloaded": Severity.ERROR,
    "content_term_twice": Severity.ERROR,
    "content_by_template": Severity.ERROR,
    "content_next_step_missing": Severity.ERROR,
    "text_differs": Severity.ERROR,
    "text_shares_words": Severity.ERROR,
    "text_not_read": Severity.WARNING,
    "text_type_unknown": Severity.ERROR,
    "text_scanned": Severity.ERROR,
    "text_without_words": Severity.ERROR,
    "text_without_provisions": Severity.ERROR,
    "text_cut_off": Severity.WARNING,
    "text_without_symbol": Severity.WARNING,
    "text_of_none_of_ours": Severity.REMARK,
    "text_numbers_missing": Severity.WARNING,
    "text_numbers_more": Severity.WARNING,
    "text_verbs_differ": Severity.WARNING,
    "text_does_not_fit": Severity.ERROR,
    # local instruments
    "local_without_table": Severity.ERROR,
    "local_title_missing": Severity.ERROR,
    "local_number_missing": Severity.ERROR,
    "local_number_repeated": Severity.ERROR,
    "local_item_unknown": Severity.ERROR,
    "local_date_not_understood": Severity.WARNING,
    "local_mapped_incomplete": Severity.WARNING,
    # review workbooks
    "review_without_table": Severity.ERROR,
    "review_other_language": Severity.ERROR,
    "review_stamp_missing": Severity.WARNING,
    "review_other_content": Severity.WARNING,
    "review_code_unknown": Severity.ERROR,
    "review_part_unknown": Severity.ERROR,
    "review_part_not_next": Severity.ERROR,
    "review_text_changed_since": Severity.ERROR,
    "review_two_proposals": Severity.ERROR,
    "review_value_unknown": Severity.ERROR,
    "review_cannot_be_taken_out": Severity.ERROR,
    "review_does_not_fit": Severity.ERROR,
    "review_text_overwritten": Severity.REMARK,
    "review_for_a_person": Severity.REMARK,
    # money and indicators beside the measures
    "budget_line_without_measure": Severity.ERROR,
    "budget_number_not_understood": Severity.WARNING,
    "budget_word_not_understood": Severity.WARNING,
    "budget_amount_differs": Severity.REMARK,
    "budget_sum_differs": Severity.REMARK,
    # drafts
    "draft_without_measures": Severity.REMARK,
    "draft_many_measures": Severity.REMARK,
    "draft_one_kind": Severity.REMARK,
    "draft_one_lead": Severity.REMARK,
    # state files
    "state_not_json": Severity.ERROR,
    "state_not_a_state": Severity.ERROR,
    "state_newer": Severity.ERROR,
    "state_not_utf8": Severity.ERROR,
    "state_too_deep": Severity.ERROR,
    "state_number_refused": Severity.ERROR,
    "state_key_repeated": Severity.ERROR,
    "state_entry_repeated": Severity.ERROR,
    "body_lead_unknown": Severity.ERROR,
    "state_seal_wrong": Severity.WARNING,
    "state_characters_replaced": Severity.WARNING,
    "state_key_unknown": Severity.ERROR,
    "state_value_wrong": Severity.ERROR,
    "state_lens_unknown": Severity.ERROR,
    "response_item_unknown": Severity.ERROR,
    "response_item_retired": Severity.ERROR,
    "response_level_out_of_range": Severity.ERROR,
    "response_not_applicable_refused": Severity.ERROR,
    "response_reason_unknown": Severity.ERROR,
    "response_note_missing": Severity.ERROR,
    "response_two_answers": Severity.ERROR,
    "agreed_without_reason": Severity.ERROR,
    "response_key_unknown": Severity.ERROR,
    "response_value_wrong": Severity.ERROR,
    "response_answer_does_not_fit": Severity.ERROR,
    "response_repeated": Severity.ERROR,
    # outcome indicators
    "indicator_unknown": Severity.ERROR,
    "indicator_group_unknown": Severity.ERROR,
    "indicator_counted_above_of": Severity.ERROR,
    "indicator_cohort_wrong": Severity.ERROR,
    "indicator_cohort_repeated": Severity.ERROR,
    "indicator_not_measured_but_figures": Severity.ERROR,
    # answers as they come back
    "conflict": Severity.ERROR,
    "answers_without_table": Severity.ERROR,
    "answers_form_unknown": Severity.ERROR,
    "answers_form_newer": Severity.ERROR,
    "answers_other_state": Severity.ERROR,
    "answers_several_states": Severity.ERROR,
    "answers_level_heading_missing": Severity.ERROR,
    "answers_heading_missing": Severity.WARNING,
    "answers_other_assessment": Severity.WARNING,
    "answers_other_content": Severity.WARNING,
    "answers_stamp_missing": Severity.WARNING,
    "answers_date_not_understood": Severity.WARNING,
    "answers_rows_missing": Severity.REMARK,
    "answers_rest_left": Severity.REMARK,
    "answers_agreed_left": Severity.WARNING,
    "answers_marks_left": Severity.WARNING,
    "answers_plans_left": Severity.WARNING,
    "answers_clearances_left": Severity.WARNING,
    "answers_local_left": Severity.WARNING,
    "answers_indicators_left": Severity.WARNING,
    "answers_texts_left": Severity.WARNING,
    "answers_history_left": Severity.REMARK,
    "answer_code_missing": Severity.ERROR,
    "answer_code_unknown": Severity.ERROR,
    "answer_row_moved": Severity.ERROR,
    "answer_item_reworded": Severity.ERROR,
    "answer_level_not_understood": Severity.ERROR,
    "answer_fact_unknown": Severity.ERROR,
    "answer_choice_unknown": Severity.ERROR,
    "answer_evidence_without_kind": Severity.ERROR,
    # facility sheets as they come back
    "facility_without_table": Severity.ERROR,
    "facility_name_missing": Severity.ERROR,
    "facility_part_wrong": Severity.ERROR,
    "facility_code_unknown": Severity.ERROR,
    "facility_code_repeated": Severity.ERROR,
    "facility_number_not_understood": Severity.ERROR,
    "facility_number_below_zero": Severity.ERROR,
    "facility_choice_unknown": Severity.ERROR,
    "facility_known_contradicts": Severity.ERROR,
    "facility_figures_do_not_fit": Severity.ERROR,
    "facility_sheets_differ": Severity.ERROR,
    "facility_day_missing": Severity.WARNING,
    "facility_known_missing": Severity.WARNING,
    "facility_number_missing": Severity.WARNING,
    "facility_sheet_older": Severity.REMARK,
    # the store, its data folder and its backups
    "store_unreadable": Severity.ERROR,
    "store_newer": Severity.ERROR,
    "store_not_ours": Severity.ERROR,
    "data_folder_not_made": Severity.ERROR,
    "data_folder_not_writable": Severity.ERROR,
    "data_folder_on_network": Severity.WARNING,
    "data_folder_without_wal": Severity.WARNING,
    "data_folder_in_use": Severity.WARNING,
    "backup_missing": Severity.ERROR,
    "backup_damaged": Severity.ERROR,
    "backup_not_written": Severity.ERROR,
    "backup_onto_itself": Severity.ERROR,
    "backup_of_a_database": Severity.ERROR,
    # comparing assessments, rolling units up
    "comparison_other_state": Severity.ERROR,
    "comparison_backwards": Severity.WARNING,
    "comparison_wording_not_recorded": Severity.WARNING,
    "comparison_other_scope": Severity.WARNING,
    "unit_given_twice": Severity.WARNING,
    "unit_name_repeated": Severity.ERROR,
    "units_of_several_states": Severity.WARNING,
    "units_too_few": Severity.ERROR,
    # scoring
    "lens_without_domestic_paragraphs": Severity.REMARK,
    "lens_mapping_to_come": Severity.REMARK,
    "content_changed_since": Severity.WARNING,
    # links of measures
    "measure_provision_ambiguous": Severity.WARNING,
    "measure_provision_unknown": Severity.WARNING,
    "measure_item_unknown": Severity.WARNING,
    # remarks on a plan
    "measure_no_lead": Severity.REMARK,
    "measure_no_end": Severity.REMARK,
    "measure_end_before_start": Severity.REMARK,
    "measure_overdue": Severity.REMARK,
    "measure_no_indicator": Severity.REMARK,
    "measure_baseline_without_target": Severity.REMARK,
    "measure_no_funding": Severity.REMARK,
    "measure_existing_without_line": Severity.REMARK,
    "measure_repeated": Severity.REMARK,
    "measure_alike": Severity.REMARK,
    "measure_reaches_nothing": Severity.REMARK,
    "measure_vague": Severity.REMARK,
    "item_low_without_measure": Severity.REMARK,
    "plan_one_lead": Severity.REMARK,
    "plan_much_training": Severity.REMARK,
    "plan_much_meeting": Severity.REMARK,
    "plan_much_study": Severity.REMARK,
    "plan_much_paper": Severity.REMARK,
    "plan_much_campaign": Severity.REMARK,
    "plan_nothing_for_women": Severity.REMARK,
    "plan_nothing_for_community": Severity.REMARK,
    "plan_nothing_for_victims": Severity.REMARK,
    "plan_nothing_for_untried": Severity.REMARK,
    "sheet_without_lead": Severity.REMARK,
    "sheet_without_end": Severity.REMARK,
    "sheet_without_indicator": Severity.REMARK,
    "sheet_without_funding": Severity.REMARK,
}


class Place(BaseModel):
    """Where a problem is: as much of it as is known, and nothing that is not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None
    field: str | None = None
    item: str | None = None
    body: str | None = None
    measure: str | None = None


class Problem(BaseModel):
    """A problem or a remark: code, place, values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    place: Place = Place()
    values: dict[str, str | int | float | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _code_is_in_the_catalogue(self) -> "Problem":
        if self.code not in CATALOGUE:
            raise ValueError(f"{self.code} is not in the catalogue of problems")
        return self

    @property
    def severity(self) -> Severity:
        """Severity of this code, from the catalogue."""
        return CATALOGUE[self.code]


def problem(code: str, place: Place | None = None, **values: str | int | float | None) -> Problem:
    """Make a problem in one line: `problem("file_empty", Place(file="plan.xlsx"))`."""
    return Problem(code=code, place=place or Place(), values=values)


def where(place: Place, language: "Language") -> str:
    """Place in words, widest part first: file, sheet, cell, line, field, item, body. Empty if unknown.

    Where the row is known, the measure's id says nothing to people.
    """
    known = place.model_dump(exclude_none=True)
    if "cell" in known:
        known.pop("row", None)
        known.pop("column", None)
    if "sheet" in known:
        known.pop("measure", None)
    parts = [language.say(f"problems.place.{part}", value=str(value)) for part, value in known.items()]
    return language.say("problems.place.between").join(parts)


def message(problem: Problem, language: "Language") -> str:
    """Say where, what is wrong and what to do, in one text."""
    what = language.say(f"problems.{problem.code}.what", **problem.values)
    todo = language.say(f"problems.{problem.code}.do", **problem.values)
    place = where(problem.place, language)
    key = "problems.message" if place else "problems.message_without_place"
    return language.say(key, place=place, what=what, do=todo)


def as_json(problem: Problem, language: "Language") -> dict[str, Any]:
    """Form of a problem or remark on the command line (DESIGN section 6)."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "place": problem.place.model_dump(exclude_none=True),
        "values": problem.values,
        "message": message(problem, language),
    }


def something_held_back(problems: list[Problem]) -> bool:
    """True if one of the problems is of severity error: the command line then ends with exit 1."""
    return any(found.severity is Severity.ERROR for found in problems)
